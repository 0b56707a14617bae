import ArgumentParser
import KAMModel
import KAMPlanner

/// `kam score`: how accounts score on both axes.
struct ScoreVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "Score the accounts on both axes, with the part of each criterion.")

    @Option(help: "One account: its id, its name, or the start of its name.")
    var account: String?

    @OptionGroup var planning: PlanningOptions
    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        let language = try planning.words.resolved()
        try await Session.run(database) { session in
            let document = try await session.planner.score(try session.request(planning), account: account)
            let view = ScoreView(
                document: document, showsAll: planning.showsAll, isOne: account != nil, language: language)
            try session.answer(document, view.text, asJSON: planning.json)
        }
    }
}

/// `kam value`: what accounts are worth.
struct ValueVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "value", abstract: "Value the accounts, year by year, or hold the models against what happened.")

    @Option(help: "One account: its id, its name, or the start of its name.")
    var account: String?

    @Flag(help: "Let each model foretell a time that is known, and say which comes nearest.")
    var backtest = false

    @OptionGroup var planning: PlanningOptions
    @OptionGroup var database: DatabaseOptions

    func validate() throws {
        guard !backtest || account == nil else {
            throw ValidationError(
                "--backtest holds the models against all accounts together, so it takes no --account.")
        }
    }

    func run() async throws {
        let language = try planning.words.resolved()
        try await Session.run(database) { session in
            let request = try session.request(planning)
            if backtest {
                let document = try await session.planner.backtest(request)
                let view = BacktestView(document: document, language: language)
                return try session.answer(document, view.text, asJSON: planning.json)
            }
            let document = try await session.planner.value(request, account: account)
            let view = ValueView(
                document: document, showsAll: planning.showsAll, isOne: account != nil, language: language)
            try session.answer(document, view.text, asJSON: planning.json)
        }
    }
}

/// `kam explain`: why something was decided.
struct ExplainVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain what was decided.",
        subcommands: [AccountVerb.self, CellVerb.self, WhyNotVerb.self])

    struct AccountVerb: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "account",
            abstract: "Tell everything about one account: decision, what would change it, score, value, facts.")

        @Argument(help: "Its id, its name, or the start of its name.")
        var account: String

        @OptionGroup var planning: PlanningOptions
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let language = try planning.words.resolved()
            try await Session.run(database) { session in
                let document = try await session.planner.explain(try session.request(planning), account: account)
                let view = ExplanationView(document: document, showsAll: planning.showsAll, language: language)
                try session.answer(document, view.text, asJSON: planning.json)
            }
        }
    }
}
