import Foundation
import TestSupport
import Testing

/// A command that must fail: how it ends and what it says.
struct Refusal: Sendable, CustomTestStringConvertible {
    let title: String
    let arguments: [String]
    let code: Int32
    /// Words that standard error must have.
    let words: [String]
    /// Files in the present folder beforehand.
    var files: [String: String] = [:]

    var testDescription: String { title }

    init(_ title: String, _ arguments: String, _ code: Int32, _ words: String..., files: [String: String] = [:]) {
        self.title = title
        self.arguments = arguments.split(separator: " ").map(String.init)
        self.code = code
        self.words = words
        self.files = files
    }
}

/// Acceptance 7: a clear message and the documented exit code for what cannot be done.
@Suite("Refusals")
struct RefusalTests {
    /// A desk with the sample imported; nothing here adds to it.
    private static let sample = Task {
        let desk = try Desk()
        let imported = try await desk.run(try desk.sample())
        try #require(imported.code == 0, "\(imported)")
        return desk
    }

    /// A desk on whose database nothing was imported.
    private static let empty = Task { try Desk() }

    static let commandLine = [
        Refusal("an unknown verb", "choose", 64, "choose", "--help"),
        Refusal("an unknown flag", "select --quarter 2026Q2 --fast", 64, "--fast"),
        Refusal("no quarter", "select", 64, "--quarter"),
        Refusal("a fifth quarter", "select --quarter 2026Q5", 64, "2026Q5", "--quarter"),
        Refusal("a quarter with a blank year", "select --quarter Q2", 64, "Q2"),
        Refusal("a negative seed", "select --quarter 2026Q2 --seed -1", 64, "--seed", "-1", "whole number"),
        Refusal("an unknown kind of plan", "plan list --kind dream", 64, "dream"),
        Refusal("a day that does not exist", "import --profile kam x --as-of 2026-02-30", 64, "2026-02-30"),
        Refusal("no plan to show", "plan show", 64, "plan"),
        Refusal("a language that kam does not write", "select --quarter 2026Q2 --language fr", 64, "fr", "language"),
        Refusal("an earlier quarter that is none", "select --quarter 2026Q2 --compare spring", 64, "spring"),
        Refusal("an account of nothing", "explain account --quarter 2026Q2", 64, "account"),
        Refusal(
            "a back-test of one account", "value --quarter 2026Q2 --backtest --account ACC-1", 64, "--backtest",
            "--account"),
        Refusal("assigning without a quarter", "assign", 64, "--quarter"),
        Refusal("a pin without a stage", "assign --quarter 2026Q2 --pin A=B", 64, "A=B", "ACCOUNT:STAGE=MEMBER"),
        Refusal("a forbid of nobody", "assign --quarter 2026Q2 --forbid A:closing=", 64, "A:closing="),
        Refusal("a leave without a plan", "assign --quarter 2026Q2 --leave FS1 --on 2026-05-01", 64, "--from PLAN"),
        Refusal("a leave without a day", "assign --from 01 --leave FS1", 64, "--on DAY"),
        Refusal("a re-plan by another policy", "assign --from 01 --policy my.yaml", 64, "--from"),
        Refusal("a re-plan of another quarter", "assign --from 01 --quarter 2026Q2", 64, "--from"),
        Refusal("a suggestion for a whole account", "assign --quarter 2026Q2 --suggest Acme", 64, "ACCOUNT STAGE"),
        Refusal("no suggestion", "assign --quarter 2026Q2 --suggest Acme closing --top 0", 64, "--top"),
        Refusal(
            "a suggestion with a pin", "assign --quarter 2026Q2 --suggest Acme closing --pin A:closing=B --dry-run", 64,
            "--suggest makes no matrix, so it takes no --dry-run, --pin."),
        Refusal(
            "a comparison that is to be stored when interrupted",
            "assign --quarter 2026Q2 --compare-modes --on-interrupt nothing", 64, "--compare-modes", "--on-interrupt"),
        Refusal("two questions at once", "assign --quarter 2026Q2 --suggest Acme closing --compare-modes", 64, "alone"),
        Refusal("a search of no time", "assign --quarter 2026Q2 --time-limit 0", 64, "--time-limit"),
        Refusal("a search of no effort", "assign --quarter 2026Q2 --effort 0", 64, "--effort"),
        Refusal("a search on no thread", "assign --quarter 2026Q2 --threads 0", 64, "--threads"),
        Refusal("an interrupt that leaves half", "assign --quarter 2026Q2 --on-interrupt half", 64, "half", "nothing"),
        Refusal("a day that is none", "assign --quarter 2026Q2 --on yesterday", 64, "yesterday"),
        Refusal("a cell of no stage", "explain cell Acme", 64, "stage"),
        Refusal(
            "a cell of two matrices", "explain cell A closing --plan 01 --quarter 2026Q2", 64, "--plan", "--quarter"),
        Refusal("why not nobody", "explain why-not FS1 Acme", 64, "stage"),
        Refusal("a pin without a reason", "pin add A closing FS1 --quarter 2026Q2", 64, "--reason"),
        Refusal("a pin of no quarter", "pin add A closing FS1 --reason x", 64, "--quarter"),
        Refusal("a withdrawal of nothing", "pin remove --reason x", 64, "pin"),
        Refusal("a currency of four letters", "import --profile kam x --currency EURO", 64, "EURO"),
    ]

    static let data = [
        Refusal("a quarter long after the data", "select --quarter 2031Q1", 65, "KAM502", "2026-03-31", "Maybe:"),
        Refusal("a quarter before the data", "select --quarter 2019Q1", 65, "KAM503", "2026-03-31"),
        Refusal(
            "assigning without a portfolio", "assign --quarter 2026Q3", 65, "KAM504", "kam select --quarter 2026Q3"),
        Refusal("rebalancing without a portfolio", "rebalance --quarter 2026Q3", 65, "KAM504"),
        Refusal(
            "comparing with a quarter without a portfolio", "select --quarter 2026Q2 --compare 2025Q4", 65, "KAM517",
            "kam select --quarter 2025Q4"),
        Refusal("comparing with itself", "select --quarter 2026Q2 --compare 2026Q2", 65, "KAM518"),
        Refusal("comparing with a later quarter", "select --quarter 2026Q2 --compare 2026Q3", 65, "KAM518"),
        Refusal("an account that is not there", "value --quarter 2026Q2 --account Nowhere", 65, "KAM515", "Nowhere"),
        Refusal("an account that is nearly there", "score --quarter 2026Q2 --account ACCC-00001", 65, "KAM515"),
        Refusal("explaining an account that is not there", "explain account Nowhere --quarter 2026Q2", 65, "KAM515"),
        Refusal("scoring long after the data", "score --quarter 2031Q1", 65, "KAM502"),
        Refusal("valuing before the data", "value --quarter 2019Q1", 65, "KAM503"),
        Refusal("explaining long after the data", "explain account X --quarter 2031Q1", 65, "KAM502"),
        Refusal(
            "scoring by a policy that is wrong", "score --quarter 2026Q2 --policy my.yaml", 65, "KAM304", "my.yaml:1",
            files: ["my.yaml": "selektion: {}\n"]),
        Refusal("a snapshot that is no id", "select --quarter 2026Q2 --snapshot yesterday", 65, "KAM241", "yesterday"),
        Refusal(
            "a snapshot that is not there",
            "select --quarter 2026Q2 --snapshot 0190a0a0-0000-7000-8000-00000000dead", 65, "KAM242"),
        Refusal("a plan that is not there", "plan show 7777", 65, "KAM242", "7777", "kam plan list"),
        Refusal("two plans that are not there", "plan diff 7777 8888", 65, "KAM242"),
        Refusal("a folder that is missing", "import --profile kam nowhere", 65, "nowhere", "KAM101"),
        Refusal("an unknown profile", "import --profile sap .", 65, "KAM170", "sap", "salesforce"),
        Refusal("a profile file that is missing", "import --profile my.yaml .", 65, "KAM170", "my.yaml"),
        Refusal(
            "a profile that is no YAML", "import --profile my.yaml .", 65, "KAM171", "my.yaml:3",
            files: ["my.yaml": "name: mine\ncurrency: [\n"]),
        Refusal("a folder without the files", "import --profile kam .", 65, "KAM101", "accounts.csv"),
        Refusal(
            "a policy with an unknown key", "select --quarter 2026Q2 --policy my.yaml", 65, "my.yaml:2", "KAM304",
            "kam_hour", "kam_hours", files: ["my.yaml": "selection:\n  kam_hour: 40\n"]),
        Refusal(
            "everything wrong with a policy at once", "select --quarter 2026Q2 --policy my.yaml", 65, "my.yaml:1",
            "my.yaml:3", "KAM304", "KAM307",
            files: ["my.yaml": "selektion: {}\nselection:\n  kam_hours: -3\n"]),
        Refusal("a policy that is missing", "select --quarter 2026Q2 --policy none.yaml", 65, "KAM301", "none.yaml"),
        Refusal(
            "a policy that is no YAML", "select --quarter 2026Q2 --policy my.yaml", 65, "KAM302", "my.yaml:",
            files: ["my.yaml": "selection: {\n"]),
        Refusal(
            "a policy that forces an account in and out", "select --quarter 2026Q2 --policy my.yaml", 65, "my.yaml:",
            "ACC-1", files: ["my.yaml": "selection:\n  forced_in: [ACC-1]\n  forced_out: [ACC-1]\n"]),
        Refusal(
            "a policy that forces in an account that does not exist", "select --quarter 2026Q2 --policy my.yaml", 65,
            "KAM507", "Nobody & Sons", files: ["my.yaml": "selection:\n  forced_in: [Nobody & Sons]\n"]),
        Refusal(
            "negative hours of effort", "select --quarter 2026Q2 --policy my.yaml", 65, "KAM307", "my.yaml:4",
            files: ["my.yaml": "effort:\n  standard:\n    opportunity:\n      closing: -5\n"]),
        Refusal(
            "a quota whose minimum is above its maximum", "select --quarter 2026Q2 --policy my.yaml", 65, "KAM309",
            "my.yaml:", files: ["my.yaml": "selection:\n  quota: {minimum: 5, maximum: 2}\n"]),
        Refusal("explaining a cell without a matrix", "explain cell A1 closing", 65, "KAM522", "kam assign"),
        Refusal(
            "explaining a cell of a quarter without one", "explain cell A1 closing --quarter 2026Q3", 65, "KAM522",
            "kam assign --quarter 2026Q3"),
        Refusal("why-not without a matrix", "explain why-not FS01 A1 closing", 65, "KAM522"),
        Refusal("suggesting without a matrix", "assign --quarter 2026Q2 --suggest A1 closing", 65, "KAM522"),
        Refusal("following a plan that is not there", "assign --from 7777", 65, "KAM242", "7777"),
        Refusal(
            "a pin of an account that is not there", "pin add Nowhere closing FS01 --quarter 2026Q2 --reason x", 65,
            "KAM515", "Nowhere"),
        Refusal(
            "a pin at a stage that is not there", "pin add A000001 delivery FS01 --quarter 2026Q2 --reason x", 65,
            "KAM519", "delivery", "closing", "kam"),
        Refusal(
            "a pin of a member who is not there", "pin add A000001 closing FS0 --quarter 2026Q2 --reason x", 65,
            "KAM519", "FS0"),
        Refusal(
            "a pin at a stage that is not clear", "pin add A000001 lead FS01 --quarter 2026Q2 --reason x", 65, "KAM520",
            "lead_generation", "lead_nurturing"),
        Refusal("a pin that is not there", "pin remove 7777 --reason x", 65, "KAM242", "7777"),
        Refusal(
            "a configuration with an unknown key", "plan list --config my.yaml", 65, "KAM304", "my.yaml:1",
            files: ["my.yaml": "databse: {}\n"]),
    ]

    static let place = [
        Refusal(
            "a port where nobody listens", "plan list --database-url postgresql://kam@127.0.0.1:1/kam", 69, "KAM231",
            "Maybe:"),
        Refusal(
            "a socket that is not there", "plan list --database-url postgresql:///kam?host=/nowhere&user=kam", 69,
            "KAM231"),
        Refusal(
            "a host that does not exist", "plan list --database-url postgresql://kam@kam.invalid/kam", 69, "KAM231"),
        Refusal("a URL of another kind", "plan list --database-url mysql://localhost/kam", 65, "KAM310"),
        Refusal(
            "a folder that is not kam's", "plan list --data mine", 69, "KAM204", "thesis.txt", "Nothing was changed",
            files: ["mine/thesis.txt": "years of work"]),
        Refusal("a file in place of the folder", "plan list --data mine", 69, "mine", files: ["mine": "a file"]),
    ]

    @Test("A wrong command line ends with 64 and names what is wrong", arguments: commandLine)
    func usage(_ refusal: Refusal) async throws {
        try await expect(refusal) { try await KamProcess($0, in: $1).end() }
    }

    @Test("Wrong data ends with 65, and says where and what may help", arguments: data)
    func wrongData(_ refusal: Refusal) async throws {
        let desk = try await RefusalTests.sample.value
        try await expect(refusal) { arguments, folder in
            try await KamProcess(arguments + ["--data", try #require(desk.data).path], in: folder).end()
        }
    }

    @Test("A database that cannot be used ends with 69, quickly", .timeLimit(.minutes(10)), arguments: place)
    func wrongPlace(_ refusal: Refusal) async throws {
        try await expect(refusal) { try await KamProcess($0, in: $1, timeout: .seconds(20)).end() }
    }

    @Test(
        "Planning before anything was imported ends with 65 and says to import",
        arguments: ["select", "assign", "rebalance", "score", "value"])
    func nothingImported(verb: String) async throws {
        let ending = try await RefusalTests.empty.value.run([verb, "--quarter", "2026Q2"])
        #expect(ending.code == 65 && ending.errors.contains("KAM501"), "\(ending)")
        #expect(ending.errors.contains("kam import"))
    }

    @Test("A folder that is not kam's is left as it was")
    func foreignFolder() async throws {
        let folder = try TemporaryFolder()
        let mine = folder.file("mine")
        try FileManager.default.createDirectory(atPath: mine, withIntermediateDirectories: true)
        try Data("years of work".utf8).write(to: URL(fileURLWithPath: "\(mine)/thesis.txt"))
        let before = try FileManager.default.attributesOfItem(atPath: mine)
        for verb in [["plan", "list"], ["db", "start"], ["db", "stop"], ["db", "status"]] {
            let ending = try await KamProcess(verb + ["--data", mine], in: folder.path).end()
            #expect(ending.code == 69 && ending.errors.contains("KAM204"), "\(verb): \(ending)")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: mine) == ["thesis.txt"])
        let after = try FileManager.default.attributesOfItem(atPath: mine)
        #expect(before[.posixPermissions] as? Int == after[.posixPermissions] as? Int)
        #expect(before[.ownerAccountID] as? Int == after[.ownerAccountID] as? Int)
    }

    private func expect(
        _ refusal: Refusal, _ run: ([String], String) async throws -> KamProcess.Ending
    ) async throws {
        let folder = try TemporaryFolder()
        for (name, text) in refusal.files {
            let file = URL(fileURLWithPath: folder.file(name))
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        try check(refusal, try await run(refusal.arguments, folder.path))
    }

    private func check(_ refusal: Refusal, _ ending: KamProcess.Ending) throws {
        #expect(ending.code == refusal.code && !ending.ranOutOfTime, "\(ending)")
        #expect(ending.output.isEmpty, "an answer beside a refusal: \(ending.output)")
        for word in refusal.words { #expect(ending.errors.contains(word), "'\(word)' is missing: \(ending.errors)") }
        #expect(!ending.errors.contains("Fatal error"), "\(ending)")
    }
}
