import ArgumentParser
import Foundation
import KAMModel
import KAMPlanner

/// `kam pin`: rules of single cells that hold for every matrix of a quarter.
struct PinVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pin", abstract: "Hold cells to members, or keep members from cells, until it is withdrawn.",
        subcommands: [Add.self, List.self, Remove.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hold a cell to a member, or keep a member from it with --forbid.")

        @Argument(help: "The account: its id, its name, or the start of its name.")
        var account: String

        @Argument(help: "The stage: its key or its name; kam for the account's KAM.")
        var stage: String

        @Argument(help: "The member: the id, the name, or the start of the name.")
        var member: String

        @Flag(name: .customLong("forbid"), help: "Keep the member from the cell instead.")
        var isForbid = false

        @OptionGroup var record: RecordOptions
        @Option(help: "The fiscal quarter it is for, as 2018Q1.") var quarter: Quarter
        @Option(help: "A policy file; what it does not say is as in config/policy.yaml.") var policy: String?
        @Option(help: "The snapshot with accounts and members; the latest before the quarter by default.")
        var snapshot: String?
        @Flag(help: "Print the rule as JSON.") var json = false
        @OptionGroup var words: LanguageOptions
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let language = try words.resolved()
            try await Session.run(database) { session in
                let request = try session.workplace.request(
                    quarter: quarter, policy: policy, snapshot: snapshot.map { ID($0) },
                    onProgress: { session.progress.show($0) })
                let rule = RuleText(isForbid ? .forbid : .pin, account: account, stage: stage, member: member)
                let pin = try await session.planner.addPin(
                    request, Planner.PinCall(rule: rule, reason: record.reason, maker: record.maker))
                try session.answer(pin, PinView.added(pin, language), asJSON: json)
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the rules that hold, with who made them and why.")

        @Option(help: "Only rules for this quarter.") var quarter: Quarter?
        @Flag(name: .customLong("all"), help: "Show those too that were withdrawn.") var showsAll = false
        @Flag(help: "Print the list as JSON.") var json = false
        @OptionGroup var words: LanguageOptions
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let language = try words.resolved()
            try await Session.run(database) { session in
                let pins = try await session.planner.pins(quarter: quarter, withdrawn: showsAll)
                try session.answer(pins, PinListView(document: pins, language: language).text, asJSON: json)
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Withdraw a rule; it stays on record with who made it and who withdrew it.")

        @Argument(help: "The rule's id, or the start of it.") var pin: String
        @OptionGroup var record: RecordOptions
        @Flag(help: "Print the rule as JSON.") var json = false
        @OptionGroup var words: LanguageOptions
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let language = try words.resolved()
            try await Session.run(database) { session in
                let removed = try await session.planner.removePin(pin, reason: record.reason, by: record.maker)
                try session.answer(removed, PinView.removed(removed, language), asJSON: json)
            }
        }
    }
}

/// Who makes a record, and why.
struct RecordOptions: ParsableArguments {
    @Option(help: "Why, for the record.") var reason: String

    @Option(name: .customLong("by"), help: "Who decides; the user of this computer by default.")
    var by: String?

    /// Who makes the record.
    var maker: String { by ?? NSUserName() }

    func validate() throws {
        guard !reason.allSatisfy(\.isWhitespace) else { throw ValidationError("--reason must say something.") }
        guard !maker.isEmpty else { throw ValidationError("--by must name somebody.") }
    }
}
