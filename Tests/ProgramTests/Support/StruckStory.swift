import Foundation
import Glibc
import Testing

/// A story that was struck, and what came of it.
struct StruckStory: Sendable {
    let story: Story
    let fault: CallFault
    let faulty: FaultyRun
    /// Nil when the call was not made.
    let aftermath: Aftermath?
    /// How many requests the service has charged, the restart included.
    let charges: Int
    /// All files of the home, the restart included.
    let files: [(path: String, bytes: Data)]

    private var run: PipedRun { faulty.run }

    /// The films by name.
    var films: [String: Data] {
        let films = files.filter { $0.path.hasPrefix("films/") && $0.path.hasSuffix(".mp4") }
        return Dictionary(uniqueKeysWithValues: films.map { (String($0.path.dropFirst(6)), $0.bytes) })
    }

    /// Holds a run whose call was not made against what a run without a fault comes to.
    func judgeWhole() {
        #expect(run.code == 0 && charges == (story == .local ? 0 : 1) && films.count == 2, "\(story)\n\(run)")
    }

    /// Holds what has happened against what the next start knows.
    ///
    /// - Parameter film: what the video of the task is.
    func judge(_ after: Aftermath, film: Data) {
        let call = fault.call.map(String.init(describing:)) ?? ""
        let place = Comment(rawValue: "\(story), \(fault.manner) at \(call)\n\(run)\nafterwards: \(after)\n\(files.map(\.path))")
        if fault.manner.kills { #expect(run.code == 128 + SIGKILL, place) } else { #expect(run.code < 128, place) }
        #expect(after.integrity == nil || after.integrity == "ok", place)
        #expect(after.tasks.count <= 1, place)
        #expect(films.values.allSatisfy { $0 == film }, place)
        if story == .local {
            judgeLocal(after, place)
        } else {
            judgePaid(after, place)
        }
    }

    private func judgePaid(_ after: Aftermath, _ place: Comment) {
        #expect(charges <= 1, place)
        if charges == 1 {
            #expect(after.sending == "accepted" && after.id == PaidService.task || after.sending == "unconfirmed", place)
            #expect(after.settledID == PaidService.task, place)
            if after.sending == "accepted" { #expect(films[Aftermath.name] != nil, place) }
        }
        if fault.manner.kills { judgeKill(after, place) } else { judgeFailure(after, place) }
    }

    private func judgeKill(_ after: Aftermath, _ place: Comment) {
        // An id is in the journal before anybody reads it.
        if (run.output + run.diagnostics).contains(PaidService.task) { #expect(after.id == PaidService.task, place) }
        let isTold = after.told.contains("#1 unconfirmed: the shell that sent it ended before the answer")
        #expect(isTold == (after.sending == "unconfirmed"), place)
        // A start at the keyboard goes on with a video that was not saved, from what there is of it.
        guard story == .typed, after.sending == "accepted" else { return }
        #expect(films["tween-0001.mp4"] != nil, place)
        #expect(files.allSatisfy { $0.path != "films/tween-0001.mp4.part" || $0.bytes.isEmpty }, place)
    }

    private func judgeFailure(_ after: Aftermath, _ place: Comment) {
        // What fails once while a task is asked after is got over.
        let isAskedAfter = faulty.calls.prefix(faulty.place ?? 0).contains("write to diagnostics")
        if story == .polled, isAskedAfter { #expect(run.code == 0 && films.count == 3, place) }
        switch (run.code, charges) {
        case (0, _): #expect(charges == 1 && after.id == PaidService.task, place)
        // Whoever is charged without a row that says so has the id on both outputs, alone on a line.
        case (8, 1) where after.id == nil:
            #expect(run.lines.contains(PaidService.task), place)
            #expect(run.diagnostics.split(separator: "\n").contains { $0 == PaidService.task }, place)
        case (8, 0): #expect(run.diagnostics.contains("error: "), place)
        default: break
        }
    }

    /// A task that the program renders is over with the shell, costs nothing, and leaves a whole film or none. Of a film that is whole nothing
    /// else is left in the server's folder when it has run once more.
    private func judgeLocal(_ after: Aftermath, _ place: Comment) {
        #expect(charges == 0, place)
        for task in after.tasks {
            #expect(task.demo, place)
            // An answer that was lost leaves it open what has come of a request, here as anywhere.
            let mayBeLost = !fault.manner.kills && fault.call?.text.hasSuffix(" a connection") == true
            #expect(task.sending != "unconfirmed" || mayBeLost, place)
            if !fault.manner.kills, fault.call?.isOfChild == true { #expect(task.status == "failed", place) }
            guard task.sending == "accepted" else { continue }
            switch task.status {
            case "succeeded":
                #expect(films[Aftermath.name] != nil, place)
                let left = files.filter { $0.path.contains("/server/") }.map { $0.path.split(separator: "/").last ?? "" }
                #expect(Set(left).isSubset(of: ["job.json", "lock", "state.json", "end.json", "video.mp4"]), place)
            case "failed": #expect(!fault.manner.kills || task.failure?.code == "interrupted", place)
            default: Issue.record(place)
            }
        }
    }
}
