/// The codes that errors carry, for programs and for `help CODE`.
package enum ErrorCode: String, CaseIterable, Sendable {
    // The line.
    case usage
    case unknownCommand = "unknown_command"
    case unknownField = "unknown_field"
    case outOfRange = "out_of_range"
    case refused
    // The draft.
    case notReady = "not_ready"
    case conflict
    case heavyPicture = "heavy_picture"
    case emptyPrompt = "empty_prompt"
    case inlinePicture = "inline_picture"
    // Sending.
    case needsYes = "needs_yes"
    case twin
    case overBudget = "over_budget"
    case auth
    case quota
    case rateLimit = "rate_limit"
    case input
    case imageUnreachable = "image_unreachable"
    case moderation
    case network
    case service
    case unconfirmed
    // Tasks and files.
    case noTask = "no_task"
    case notDone = "not_done"
    case notOffered = "not_offered"
    case taskFailed = "task_failed"
    case notSaved = "not_saved"
    case file
    case interrupted
    case failed
}

extension ErrorCode {
    /// What a script ends with when this stops it.
    package var exit: ExitCode {
        switch self {
        case .usage, .unknownCommand, .unknownField, .outOfRange, .refused, .needsYes, .twin, .overBudget, .noTask, .notDone, .notOffered,
            .failed:
            .usage
        case .notReady, .conflict, .heavyPicture: .draftInvalid
        case .emptyPrompt, .inlinePicture: .done
        case .auth, .quota: .key
        case .rateLimit, .input, .imageUnreachable, .moderation, .network, .service: .service
        case .unconfirmed: .unconfirmed
        case .taskFailed: .taskFailed
        case .notSaved, .file: .disk
        case .interrupted: .interrupted
        }
    }

    /// What it means and what to do.
    package var explanation: String {
        switch self {
        case .usage: "The line is not complete, or says something that the command does not take. help COMMAND tells what it takes."
        case .unknownCommand: "The first word is no command, no alias and no field=value. help lists the commands."
        case .unknownField: "There is no field of that name. describe lists the fields."
        case .outOfRange:
            "The value can never be legal, whatever the other fields say; the draft keeps the old one. FIELD? tells what is legal."
        case .refused: "The shell does not do this at all, since it could spend money unasked or give a key away."
        case .notReady: "Something is missing before the draft can go out: show missing."
        case .conflict:
            "Two values do not go together, such as size 1080P and model plus. The draft keeps both; submit refuses until one changes. check --fix mends it."
        case .heavyPicture: "A picture file is too large to go out as a data: URL. Put it where the service can fetch it, and set its URL."
        case .emptyPrompt: "A warning: there is no prompt. The API page allows that, a newer page of the service does not."
        case .inlinePicture: "A warning: a picture file goes out as a data: URL, and the API page names URLs only."
        case .needsYes: "The command costs money, and a script can't be asked. Add --yes."
        case .twin: "The same request was accepted less than ten minutes ago. --yes sends it again."
        case .overBudget:
            "What you said a day may cost does not cover this, or nobody knows whether it does. At the prompt the shell asks; a script stops. budget tells how it stands."
        case .auth:
            "The service needs a key, or did not take the one it got. login stores one; $TWEEN_API_KEY wins over it. Nothing was charged."
        case .quota: "There is not enough credit for this key. Nothing was charged."
        case .rateLimit: "The service wants fewer requests. Nothing was charged; retry N sends it later."
        case .input: "The service refused a value of the request. Its own words name it; nothing was charged."
        case .imageUnreachable: "The service could not fetch a picture. Its URL must be open to everybody; nothing was charged."
        case .moderation: "The service refused the content. Its own words are shown; nothing was charged."
        case .network: "The service was not reached. Not a byte of the request left, so nothing can have been charged."
        case .service: "The service answered with an error of its own. Nothing was charged."
        case .unconfirmed:
            "The request left and no whole, readable answer came back: the task may have been accepted and charged. It is never sent again by itself. Look whether the service shows it, then: resolve N ID, resolve N not-charged, or resolve N resend."
        case .noTask: "There is no such task. tasks lists those that there are."
        case .notDone: "The task has no video, or none yet. watch N waits for it."
        case .notOffered: "The service documents no call for this, so the shell does not pretend that there is one."
        case .taskFailed:
            "The service accepted the task and could not finish it. Its own words are shown; retry N sends the same request again."
        case .notSaved:
            "The video is not on this machine. download N fetches it while the service still has it. A script ends with 8 if this machine could not keep it, with 5 or 4 if the service did not give it or refused the key."
        case .file: "A file, the journal or a program is not there, can't be read, can't be written, or can't be started."
        case .interrupted: "It was broken off by hand."
        case .failed: "Something outside the shell went wrong, in its own words."
        }
    }
}
