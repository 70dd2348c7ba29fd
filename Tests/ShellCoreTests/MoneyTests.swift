import ShellCore
import Testing
import VideoAPI

struct MoneyTests {
    private func count(
        _ model: Model = .flash,
        _ size: VideoSize = .p720,
        accepted: Int,
        failed: Int = 0,
        unconfirmed: Int = 0,
        isDemo: Bool = false
    ) -> TaskCount {
        TaskCount(
            model: model,
            size: size,
            isDemo: isDemo,
            accepted: accepted,
            succeeded: accepted - failed,
            failed: failed,
            unconfirmed: unconfirmed
        )
    }

    @Test(
        "a price is an exact amount for a second or a task, and kept in one spelling",
        arguments: [
            ("config set price.flash.720P 0.10/s CNY", "price.flash.720P", "0.10/s CNY"),
            ("config set price.flash.720 0.1 cny/s", "price.flash.720P", "0.10/s CNY"),
            ("config set price.wan2.2-kf2v-flash.1080P 0.50 CNY", "price.flash.1080P", "0.50 CNY"),
            ("config set price.plus.720P 0.000001/task 元", "price.plus.720P", "0.000001 元"),
            ("config set price.flash.480P 3 credits", "price.flash.480P", "3.00 CREDITS"),
            ("config set budget 20/day CNY", "budget", "20.00/day CNY"),
        ]
    )
    func readsPrices(_ line: String, _ key: String, _ value: String) {
        var shell = ShellTester()
        shell.type(line)
        #expect(shell.session.settings.values == [key: value], "\(shell.text)")
        // The file that is written says the same when it is read.
        var again = ShellTester()
        for line in shell.session.settings.script.split(separator: "\n") { again.type(String(line)) }
        #expect(again.session.settings == shell.session.settings)
    }

    @Test(
        "what is no price is refused with an example",
        arguments: [
            "0.10", "0,10 CNY", "+1 CNY", "1e3 CNY", "1. CNY", ".5 CNY", "0.1234567 CNY", "1000000 CNY", "1/h CNY", "1/s/s CNY", "1 C1Y",
            "CNY 1",
            "1 CNY CNY", "١ CNY", "99999999999999999999 CNY", "1/s CNY/s",
        ]
    )
    func refusesPrices(_ value: String) {
        var shell = ShellTester()
        shell.type("config set price.flash.720P \(value)")
        #expect(shell.exit == .usage && shell.session.settings.values.isEmpty)
        #expect(shell.shown[0] == "error: price.flash.720P can't be \"\(value)\"")
        #expect(shell.text.contains("0.10/s CNY for a second, or 0.50 CNY for a task"))
    }

    @Test(
        "there is a price for what there is to buy, and for nothing else",
        arguments: ["price.plus.1080P", "price.flash", "price.", "price.wan.720P"]
    )
    func refusesKeys(_ key: String) {
        var shell = ShellTester()
        shell.type("config set \(key) 1 CNY")
        #expect(shell.shown[0] == "error: no setting \"\(key)\"")
    }

    @Test("what goes out is shown with its amount, one a currency")
    func showsAmounts() {
        var shell = ShellTester.ready(profile: "hosted")
        shell.type("config set price.flash.720P 0.105/s CNY", "seed=7", "submit")
        #expect(shell.told == ["1 task to hosted: wan2.2-kf2v-flash 720P · seed 7 · about 0.525 CNY"])
        shell.type("sweep size=480P,720P seed=1..3")
        #expect(shell.told.last == "6 tasks to hosted: about 1.575 CNY, price unknown for 3 · 2 at once")
        shell.type("config set price.flash.480P 0.30 USD", "sweep size=480P,720P seed=1..3")
        #expect(shell.told.last == "6 tasks to hosted: about 0.90 USD, about 1.575 CNY · 2 at once")
    }

    @Test("cost counts always, and names amounts only where the user has named a price")
    func costs() {
        var shell = ShellTester()
        shell.world.counts = [
            count(accepted: 12, failed: 2), count(.flash, .p1080, accepted: 1, unconfirmed: 1), count(accepted: 3, isDemo: true),
        ]
        shell.type("config set price.flash.720P 0.10/s CNY", "cost")
        #expect(shell.fetched == [.spending(since: nil)])
        #expect(
            shell.printed == [
                "  model              size   accepted  succeeded  failed  unconfirmed    amount",
                "  wan2.2-kf2v-flash  720P         12         10       2            0  6.00 CNY",
                "  wan2.2-kf2v-flash  1080P         1          1       0            1         ?",
                "about 6.00 CNY for 12 accepted tasks, by your price table",
                "1 task unconfirmed: maybe charged, and not in the amounts",
                "no price known for wan2.2-kf2v-flash 1080P: `config set price.flash.1080P 0.10/s CNY`", "3 tasks of local, free",
            ]
        )
        shell.type("config set price.flash.1080P 1 USD", "cost")
        #expect(shell.printed.contains("about 6.00 CNY and about 1.00 USD for 13 accepted tasks, by your price table"))
    }

    @Test("cost of today counts from the beginning of the local day")
    func costToday() {
        var shell = ShellTester(.json, keyboard: false)
        shell.surroundings.dayStart = 1_699_990_000
        shell.world.countsOfToday = [count(accepted: 2)]
        shell.type("config set price.flash.720P 0.10 CNY", "cost --today")
        #expect(shell.fetched == [.spending(since: 1_699_990_000)])
        #expect(
            shell.data == [
                #"{"since":1699990000,"tasks":[{"model":"wan2.2-kf2v-flash","size":"720P","accepted":2,"succeeded":2,"failed":0,"unconfirmed":0,"amount":"0.20","currency":"CNY"}],"about":{"CNY":"0.20"},"demo":0}"#
            ]
        )
        var person = ShellTester()
        person.type("cost --today")
        #expect(person.printed == ["no paid tasks today"])
    }

    @Test("amounts are exact, however many tasks there were")
    func exact() {
        var shell = ShellTester(.piped, keyboard: false)
        shell.world.counts = [count(accepted: 1_000_003), count(.flash, .p480, accepted: .max)]
        shell.type("config set price.flash.720P 0.1 CNY", "config set price.flash.480P 999999 CNY", "cost")
        #expect(shell.data[0].hasSuffix("\t100000.30\tCNY"))
        #expect(shell.data[1].hasSuffix("\t9223372036854.775807\tCNY"))
    }
}

struct BudgetTests {
    private func shell(_ output: OutputStyle = .terminal, keyboard: Bool = true, accepted: Int = 3, unconfirmed: Int = 0) -> ShellTester {
        var shell = ShellTester.ready(output, keyboard: keyboard, profile: "hosted")
        shell.world.countsOfToday = [
            TaskCount(model: .flash, size: .p720, isDemo: false, accepted: accepted, succeeded: 0, failed: 0, unconfirmed: unconfirmed),
            TaskCount(model: .flash, size: .p1080, isDemo: true, accepted: 50, succeeded: 50, failed: 0, unconfirmed: 0),
        ]
        shell.type("config set price.flash.720P 1 CNY", "config set confirm off", "budget 4/day")
        return shell
    }

    @Test("a budget without a currency takes that of the price table, if it knows but one")
    func currency() {
        var shell = self.shell()
        #expect(shell.session.settings.values["budget"] == "4.00/day CNY")
        shell.type("config set price.plus.720P 1 USD", "budget 5/day")
        #expect(shell.shown[0] == "error: budget can't be \"5/day\"")
        #expect(shell.session.settings.values["budget"] == "4.00/day CNY")
        shell.type("budget 5/day usd")
        #expect(shell.session.settings.values["budget"] == "5.00/day USD")
        shell.type("budget off")
        #expect(shell.session.settings.values["budget"] == nil)
        shell.type("budget")
        #expect(shell.printed == ["no budget   `budget 20/day CNY`"])
        shell.type("budget 1/week CNY")
        #expect(shell.exit == .usage)
    }

    @Test("a budget that has room asks nothing; one that this would pass asks, up to the cent")
    func asks() {
        var shell = self.shell()
        shell.type("submit")
        #expect(shell.order != nil && shell.question == nil)
        shell.type("budget")
        #expect(shell.printed == ["budget 4.00/day CNY, about 3.00 CNY so far today"])
        shell.type("budget 3.999999/day", "submit")
        #expect(shell.order == nil && shell.question != nil)
        #expect(shell.told.last == "warning: today's budget is 3.999999 CNY: about 3.00 CNY so far, and about 1.00 CNY with this")
    }

    @Test("a task whose answer was lost counts as charged")
    func countsUnconfirmed() {
        var shell = self.shell(accepted: 2, unconfirmed: 2)
        shell.type("submit")
        #expect(shell.question != nil)
    }

    @Test("all of a sweep counts together")
    func sweeps() {
        var shell = self.shell(accepted: 2)
        shell.type("sweep seed=1..3")
        #expect(shell.told.last == "warning: today's budget is 4.00 CNY: about 2.00 CNY so far, and about 3.00 CNY with this")
    }

    @Test(
        "what has no price in the budget's currency may cost anything",
        arguments: ["config unset price.flash.720P", "config set price.flash.720P 1 USD"]
    )
    func unknownPrice(_ change: String) {
        var shell = self.shell()
        shell.type(change, "submit")
        #expect(
            shell.told.last
                == "warning: no price in CNY known for wan2.2-kf2v-flash 720P, so nobody knows whether today's budget of 4.00 CNY holds"
        )
        #expect(shell.question != nil)
    }

    @Test(
        "a spent budget stops a script, with --yes too",
        arguments: ["submit --yes", "retry 1 --yes", "sweep seed=1,2 --yes", "vary 2 --yes"]
    )
    func stopsScripts(_ line: String) {
        var shell = self.shell(.json, keyboard: false, accepted: 4)
        shell.world.tasks = [.sample(1, .succeeded, profile: "hosted")]
        shell.type(line)
        #expect(shell.exit == .usage && shell.code == "over_budget")
        #expect(shell.order == nil && shell.sweep == nil && shell.question == nil)
    }

    @Test("sending a lost task again shows what it costs, and counts as well")
    func resends() {
        var shell = self.shell()
        shell.world.tasks = [.sample(13, sending: .unconfirmed, profile: "hosted")]
        shell.type("resolve 13 resend")
        #expect(
            shell.told == [
                "1 task to hosted: wan2.2-kf2v-flash 720P · seed 7 · about 1.00 CNY",
                "warning: #13 may have been accepted and charged; this sends it again to hosted, with the same Idempotency-Key",
            ]
        )
        #expect(shell.question != nil)
        var script = self.shell(.json, keyboard: false, accepted: 4)
        script.world.tasks = shell.world.tasks
        script.type("resolve 13 resend --yes")
        #expect(script.code == "over_budget" && script.effects.count == 1)
    }

    @Test("local is free, whatever was spent")
    func local() {
        var shell = self.shell(accepted: 100)
        shell.type("profile local", "submit")
        #expect(shell.order != nil && shell.question == nil && shell.fetched.isEmpty)
    }

    @Test("a journal that can't be read stops what the budget has to know")
    func journalFault() {
        var shell = self.shell()
        shell.world.journalFault = "the disk is full"
        shell.type("submit")
        #expect(shell.exit == .disk && shell.order == nil)
    }
}
