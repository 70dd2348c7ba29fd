import Subprocess

extension MediaTools {
    /// Decodes a picture of `images` to the film's size.
    ///
    /// - Throws: a ``RenderError``, or `CancellationError`.
    func decoded(_ bytes: [UInt8], _ head: PictureHead, index: Int, to dimensions: VideoDimensions) async throws -> PlanarPicture {
        let damaged = RenderError.picture(index: index, .damaged)
        let result: ExecutionResult<Void, BytesOutput, StringOutput<UTF8>>
        do {
            result = try await run(
                decoding(head, to: dimensions),
                input: .inputWriter,
                output: .bytes(limit: dimensions.frameByteCount),
                error: .string(limit: 1 << 20)
            ) { ffmpeg in
                // One that ends before it has taken all of it says why below. Given as an array, what is left over would end this process:
                // Subprocess closes its end of the pipe only after a whole array, and insists that it is closed.
                _ = try? await ffmpeg.standardInputWriter.write(bytes)
                try await ffmpeg.standardInputWriter.finish()
            }
        } catch let error as SubprocessError where error.code == .outputLimitExceeded {
            throw damaged
        }
        // A program that could not be started at all says nothing of the picture.
        let cannotStart = [.exited(126), .exited(127)].contains(result.terminationStatus) || result.standardError.hasPrefix("prlimit:")
        guard !cannotStart else { throw RenderError.engine(Self.words(of: result.standardError)) }
        guard result.terminationStatus.isSuccess, let picture = PlanarPicture(result.standardOutput, dimensions: dimensions) else {
            throw damaged
        }
        return picture
    }

    /// Draws and encodes all frames; one is drawn while the one before it is being taken.
    ///
    /// - Parameter drawn: is told how many frames the encoder has taken.
    /// - Throws: a ``RenderError``, or `CancellationError`.
    func encode(_ renderer: FrameRenderer, _ dimensions: VideoDimensions, to path: String, taken: (Int) -> Void) async throws {
        let result = try await run(
            encoding(dimensions, to: path),
            input: .inputWriter,
            output: .discarded,
            error: .string(limit: 1 << 20)
        ) { ffmpeg in
            var frame = renderer.frame(0)
            for number in 1...RenderPlan.frameCount {
                try Task.checkCancellation()
                let current = frame
                async let count = ffmpeg.standardInputWriter.write(current)
                if number < RenderPlan.frameCount { frame = renderer.frame(number) }
                // An encoder that has ended takes no more; what it said is told below.
                guard let count = try? await count, count == current.count else { break }
                taken(number)
            }
            try await ffmpeg.standardInputWriter.finish()
        }
        guard result.terminationStatus.isSuccess else { throw RenderError.engine(Self.words(of: result.standardError)) }
    }

    /// The last line that a program wrote, for people.
    private static func words(of text: String) -> String {
        text.split(whereSeparator: \.isNewline).last.map(String.init) ?? "ffmpeg ended without a word"
    }
}
