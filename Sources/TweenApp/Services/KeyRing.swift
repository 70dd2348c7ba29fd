import Digest
import Foundation
import ShellCore
import Synchronization
import VideoAPI

/// The keys: the one in the environment, and those that `login` has stored, each bound to one origin.
final class KeyRing: Sendable {
    private let path: String
    /// `$TWEEN_API_KEY`, or why it can't be a key.
    private let environmentKey: Result<APIKey, APIKey.Fault>?
    /// The first origin that needed a key has the environment's for this run; no other gets it.
    private let environmentOrigin = Mutex<Origin?>(nil)

    /// A ring over the credentials file at a path.
    init(path: String, environmentKey text: String?) {
        self.path = path
        environmentKey = text.map { text in
            do throws(APIKey.Fault) { return .success(try APIKey(text)) } catch { return .failure(error) }
        }
    }

    /// Where a key for an origin would come from; nil when there is none.
    func source(for origin: Origin) -> KeySource? {
        if case .success? = environmentKey, environmentOrigin.withLock({ $0 ?? origin }) == origin { return .environment }
        return stored(for: origin) == nil ? nil : .login
    }

    /// The key for an origin; the environment's is bound to the first origin that asks.
    func key(for origin: Origin) -> APIKey? {
        if case .success(let key)? = environmentKey, bindEnvironmentKey(to: origin) { return key }
        return stored(for: origin)
    }

    /// Whether the environment's key is this origin's from now on.
    private func bindEnvironmentKey(to origin: Origin) -> Bool {
        environmentOrigin.withLock { bound in
            bound = bound ?? origin
            return bound == origin
        }
    }

    /// The key of an origin that has this fingerprint, for a task of an earlier run.
    func key(for origin: Origin, fingerprint: String) -> APIKey? {
        if case .success(let key)? = environmentKey, key.fingerprint == fingerprint, bindEnvironmentKey(to: origin) { return key }
        return stored(for: origin).flatMap { $0.fingerprint == fingerprint ? $0 : nil }
    }

    /// Stores or removes the key of an origin; the others stay as they are, even if another shell stores one at this moment.
    ///
    /// - Throws: words about the file; one that can't be used is left alone.
    func store(_ key: APIKey?, for origin: Origin) throws(FileTrouble) {
        let lock = try lock()
        defer { close(lock) }
        var members = try members().filter { $0.key != origin.description }
        if let key { members.append(JSONMember(origin.description, .string(key.reveal()))) }
        let object = JSONValue.object(members.sorted { $0.key < $1.key })
        do {
            try SystemFile.replace(path, with: Array((object.text + "\n").utf8))
        } catch {
            throw trouble(error.message)
        }
    }

    /// Waits for the other shells that change the file; closing the descriptor lets the next one.
    private func lock() throws(FileTrouble) -> Int32 {
        do {
            try SystemFile.makeFolder((path as NSString).deletingLastPathComponent)
            return try SystemFile.openLocked(path + ".lock")
        } catch {
            throw FileTrouble(path: path + ".lock", message: error.message)
        }
    }

    private func stored(for origin: Origin) -> APIKey? {
        let member = (try? members())?.first { $0.key == origin.description }
        return member?.value.string.flatMap { try? APIKey($0) }
    }

    /// What is in the file; nothing when there is none.
    ///
    /// - Throws: why it can't be used, as when others could have read or changed it, and what to do.
    private func members() throws(FileTrouble) -> [JSONMember] {
        let exposure: String?
        let bytes: [UInt8]
        do {
            exposure = try SystemFile.exposure(of: path)
            bytes = exposure == nil ? try SystemFile.read(path, limit: 1024 * 1024) : []
        } catch {
            guard error.isMissing else { throw trouble(error.message) }
            return []
        }
        if let exposure { throw trouble(exposure) }
        guard let members = (try? JSONValue(parsing: bytes, mode: .strict))?.members else {
            throw trouble("it is not what `login` has written; mend it, or move it away")
        }
        return members
    }

    private func trouble(_ message: String) -> FileTrouble { FileTrouble(path: path, message: message) }
}

extension APIKey {
    /// Tells keys apart without giving them away: the first 16 digits of a SHA-256.
    var fingerprint: String { String(SHA256.hex(of: reveal().utf8).prefix(16)) }
}
