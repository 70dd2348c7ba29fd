import Digest
import Foundation
import Journal
import ShellCore
import VideoAPI

/// Sends one request: written down first, sent once, its outcome written down before anybody is told.
struct Submitter: Sendable {
    let services: any ServiceDirectory
    let journal: JournalDesk
    let clock: any Clock<Duration>
    /// Is told that a 429 is being waited out, and for how long.
    let tellWait: @Sendable (Duration) -> Void

    /// How a send ended.
    enum Outcome: Sendable {
        case accepted(TaskRecord)
        case ended(TaskRecord?, ServiceError)
        /// The journal could not be written, for a reason in words: what became of it is known here alone.
        case unwritten(UnwrittenOutcome, String)
    }

    /// The code of a second sending that was stopped and took nothing with it.
    private static let stopped = "stopped"

    /// Sends a new request.
    func submit(_ request: VideoRequest, profile: Profile) async -> Outcome {
        do throws(ServiceError) {
            let images = try images(of: request)
            let route = try await services.service(for: profile)
            let key = UUID().uuidString
            let record = try await writeDown(request, profile: profile, route: route, idempotencyKey: key)
            let submission = Submission(request: request, firstImage: images.first, lastImage: images.last, idempotencyKey: key)
            return await send(submission, as: record, over: route.service)
        } catch {
            return .ended(nil, error)
        }
    }

    /// Sends an unconfirmed request once more, with the key that it went with the first time.
    ///
    /// - Parameter request: the one of the record.
    func resend(_ request: VideoRequest, of record: TaskRecord) async -> Outcome {
        do throws(ServiceError) {
            let images = try images(of: request)
            let route = try await services.service(of: record)
            let marked = try await recorded { journal throws(JournalError) in try journal.resend(record.number) }
            let submission = Submission(
                request: request,
                firstImage: images.first,
                lastImage: images.last,
                idempotencyKey: record.idempotencyKey
            )
            return await send(submission, as: marked, over: route.service, isSecond: true)
        } catch {
            return .ended(record, error)
        }
    }

    /// Sends what is written down. After a whole 429 that says how long to wait it goes out once more, since nothing was accepted: the refusal is
    /// written down before the wait, and the second sending before it goes out.
    ///
    /// - Parameter isSecond: the request went out before and may have been taken then, however this one ends.
    private func send(
        _ submission: Submission,
        as record: TaskRecord,
        over service: any VideoService,
        isSecond: Bool = false
    ) async -> Outcome {
        let first = await sendOnce(submission, as: record, over: service, isSecond: isSecond)
        guard let wait = first.pause, case .ended(let ended, let error) = first.outcome else { return first.outcome }
        tellWait(wait)
        guard (try? await clock.sleep(for: wait)) != nil else {
            var stopped = error
            stopped.kind = .cancelled
            // Nobody doubts the second sending then, and the doubt about the first stays.
            if isSecond { stopped.code = Self.stopped }
            return .ended(ended, stopped)
        }
        do throws(ServiceError) {
            let again = try await recorded { journal throws(JournalError) in try journal.resend(record.number) }
            return await sendOnce(submission, as: again, over: service, isSecond: isSecond).outcome
        } catch {
            return .ended(ended, error)
        }
    }

    /// How one sending ended, and how long to wait before another that costs nothing; nil where there is none.
    private struct Attempt {
        var outcome: Outcome
        var pause: Duration?
    }

    private func sendOnce(
        _ submission: Submission,
        as record: TaskRecord,
        over service: any VideoService,
        isSecond: Bool
    ) async -> Attempt {
        do throws(ServiceError) {
            let snapshot = try await service.submit(submission)
            do throws(JournalError) {
                return Attempt(
                    outcome: .accepted(try await journal { journal throws(JournalError) in try journal.accepted(record.number, snapshot) })
                )
            } catch {
                return Attempt(outcome: .unwritten(UnwrittenOutcome(record: record, answer: .success(snapshot)), error.words))
            }
        } catch {
            let pause = error.pauseBeforeResend
            var error = error
            // The embedded server says by an error of its own that it renders nothing, and it charges nothing.
            if record.isDemo, error.kind == .upstream { error.sending = .rejected }
            if isSecond {
                if error.kind == .cancelled, error.sending != .unconfirmed { error.code = Self.stopped }
                error.sending = .unconfirmed
            }
            do throws(JournalError) {
                let ended = try await journal { [error] journal throws(JournalError) in try journal.ended(record.number, error) }
                return Attempt(outcome: .ended(ended, error), pause: pause)
            } catch let fault {
                // What can't be written down now is not sent again.
                return Attempt(outcome: .unwritten(UnwrittenOutcome(record: record, answer: .failure(error)), fault.words))
            }
        }
    }

    private func writeDown(
        _ request: VideoRequest,
        profile: Profile,
        route: ServiceRoute,
        idempotencyKey: String
    ) async throws(ServiceError) -> TaskRecord {
        let task = NewTask(
            profile: profile.name,
            origin: route.origin,
            keyFingerprint: route.keyFingerprint,
            isDemo: route.isDemo,
            draft: request.draft.stored { picture in SHA256.hex(of: picture.bytes) },
            requestHash: request.hash,
            draftHash: request.draft.hashWithoutSeed,
            idempotencyKey: idempotencyKey
        )
        return try await recorded { journal throws(JournalError) in try journal.begin(task) }
    }

    /// What could not be written down is not sent.
    private func recorded<Value: Sendable>(
        _ body: @escaping @Sendable (Journal) throws(JournalError) -> Value
    ) async throws(ServiceError) -> Value {
        do throws(JournalError) {
            return try await journal.whenSound(body)
        } catch {
            throw ServiceError(.localDisk, sending: .notSent, message: "not sent, nothing charged: \(error.words)")
        }
    }

    /// The frames as they go out: addresses as they are, files as `data:` URLs if they are still what they were.
    private func images(of request: VideoRequest) throws(ServiceError) -> (first: String, last: String) {
        (try image(request.first, .first), try image(request.last, .last))
    }

    private func image(_ reference: ImageReference, _ name: FieldName) throws(ServiceError) -> String {
        switch reference {
        case .address(let address): return address
        case .inline(let picture): return picture.url
        case .forgotten:
            throw ServiceError(.input, sending: .notSent, message: "\(name.rawValue) was a data: URL whose bytes were not kept")
        case .file(let picture):
            guard let file = try? PictureFile(path: picture.path), file.picture.sha256 == picture.sha256 else {
                throw ServiceError(
                    .localDisk,
                    sending: .notSent,
                    message: "not sent: \(picture.path) has changed or gone; set \(name.rawValue) again"
                )
            }
            return InlinePicture.url(format: file.picture.format, bytes: file.bytes)
        }
    }
}

extension ServiceError {
    /// The longest `Retry-After` of a 429 that is waited out.
    private static let longestWait: Duration = .seconds(120)

    /// How long to wait before a request that was refused as one too many may go out once more; nil where it must not.
    fileprivate var pauseBeforeResend: Duration? {
        guard kind == .rateLimit, sending == .rejected, let wait = retryAfter, wait > .zero, wait <= Self.longestWait else { return nil }
        return wait
    }
}
