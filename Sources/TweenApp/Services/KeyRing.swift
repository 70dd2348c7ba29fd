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
        return stored()[origin.description] == nil ? nil : .login
    }

    /// The key for an origin; the environment's is bound to the first origin that asks.
    func key(for origin: Origin) -> APIKey? {
        if case .success(let key)? = environmentKey, bindEnvironmentKey(to: origin) { return key }
        return stored()[origin.description]
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
        return stored()[origin.description].flatMap { $0.fingerprint == fingerprint ? $0 : nil }
    }

    /// Stores or removes the key of an origin.
    ///
    /// - Throws: words about the file.
    func store(_ key: APIKey?, for origin: Origin) throws(FileTrouble) {
        var keys = stored()
        keys[origin.description] = key
        let object = JSONValue.object(keys.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value.reveal())) })
        do {
            try SystemFile.makeFolder((path as NSString).deletingLastPathComponent)
            try SystemFile.replace(path, with: Array((object.text + "\n").utf8))
        } catch {
            throw FileTrouble(path: path, message: error.message)
        }
    }

    /// What is in the file; nothing if others could have read or changed it.
    private func stored() -> [String: APIKey] {
        var facts = stat()
        guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_uid == geteuid(), facts.st_mode & 0o077 == 0,
            let bytes = try? SystemFile.read(path, limit: 1024 * 1024), let object = try? JSONValue(parsing: bytes, mode: .strict)
        else { return [:] }
        var keys: [String: APIKey] = [:]
        for member in object.members ?? [] {
            guard let text = member.value.string, let key = try? APIKey(text) else { continue }
            keys[member.key] = key
        }
        return keys
    }
}

extension APIKey {
    /// Tells keys apart without giving them away: the first 16 digits of a SHA-256.
    var fingerprint: String { String(SHA256.hex(of: reveal().utf8).prefix(16)) }
}
