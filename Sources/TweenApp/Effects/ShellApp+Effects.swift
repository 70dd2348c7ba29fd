import Journal
import ShellCore
import Terminal
import TerminalText
import VideoAPI

extension ShellApp {
    /// Does one thing to the world.
    func perform(_ effect: Effect) async {
        switch effect {
        case .print(let lines): outside.console.print(lines)
        case .tell(let lines): if !lines.isEmpty { outside.console.tell(lines) }
        case .data(let line): outside.console.data(line)
        case .fetch(let needs, let line): await dispatch(.supplied(line: line, supplies: await findOut(needs)))
        case .ask(let question): await dispatch(.answered(question, await ask(question)))
        case .askSecret(let profile): await dispatch(.secret(profile: profile, await askSecret(profile)))
        case .submit(let order): await submit(order)
        case .watch(let numbers, let mode, let timeout):
            if timeout == nil, let id = sweep(behind: numbers) {
                await watch(sweep: id, mode)
            } else {
                await watch(numbers, mode: mode, timeout: timeout)
            }
        case .follow(let number): await follow(number)
        case .resolve(let number, let resolution): await resolve(number, resolution)
        case .download(let number, let path, let mode): await download(number, path: path, mode: mode)
        case .open(let target): await open(target)
        case .store, .removeDraft, .storeKey, .removeKey: await keep(effect)
        case .offer(let line): offer(line)
        case .place(let text, let cursor): if isAtKeyboard { placed = (text, cursor) }
        case .edit(let order): await edit(order)
        case .alert(let text): alert(text)
        case .sweep(let order): await sweep(order)
        case .forget(let numbers): await forget(numbers)
        case .cancel(let number): await cancel(number)
        case .mark(let numbers, let mark): await self.mark(numbers, mark)
        case .export(let path, let format): await export(to: path, format)
        case .run(let lines, let name): await runNested(lines, name: name)
        case .fail(let code): failure = failure ?? code
        case .leave(let waiting): ending = .left(waiting: waiting)
        }
    }

    private func askSecret(_ profile: String) async -> String? {
        guard let keyboard = outside.keyboard else { return nil }
        let prompt = StyledText("key for \(profile) (not shown): ", .strong)
        return await attend { await keyboard.secret(prompt: prompt) }
    }

    private func offer(_ line: String) {
        // In a paste something more is offered at its end.
        if place?.kind == .paste { correction = line } else if place == nil { outside.keyboard?.offer(line) }
    }

    private func alert(_ text: String) {
        switch session.settings.value(.notify) {
        case "bell": outside.console.alert(.bell)
        case "osc": outside.console.alert(.desktop(text))
        default: break
        }
    }

    private func open(_ target: String) async {
        guard let trouble = await outside.open(target) else { return }
        await dispatch(.failed(message: trouble, .file))
    }

    /// Writes or removes a file of the shell's own.
    private func keep(_ effect: Effect) async {
        do throws(FileTrouble) {
            switch effect {
            case .store(let file, let text):
                let path = try outside.files.store(file, text: text)
                if file != .settings { await dispatch(.done("saved \(path)")) }
            case .removeDraft(let name):
                try outside.files.removeDraft(named: name)
                await dispatch(.done("removed draft \(name)"))
            case .storeKey(let name, let key):
                guard let profile = session.settings.profile(named: name) else { return }
                try outside.services.store(key, for: profile)
                await dispatch(.done("the key is stored for \(profile.address.map { "\($0.origin)" } ?? name)"))
                await goOn(profile, with: key)
            case .removeKey(let name):
                guard let profile = session.settings.profile(named: name) else { return }
                try outside.services.store(nil, for: profile)
                await dispatch(.done("the key is removed"))
            default: break
            }
        } catch {
            await dispatch(.failed(message: "\(error.path): \(error.message)", .file))
        }
    }
}
