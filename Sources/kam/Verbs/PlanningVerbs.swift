import ArgumentParser
import KAMModel
import KAMPlanner

/// `kam select`: which accounts are key.
struct SelectVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "select", abstract: "Choose the key accounts of a quarter, with the cut line and how sure it is.")

    @Option(name: .customLong("compare"), help: "An earlier quarter; say who enters, leaves and stays, and why.")
    var earlier: Quarter?

    @Flag(name: .customLong("dry-run"), help: "Store nothing: a what-if that no later quarter holds on to.")
    var isDryRun = false

    @OptionGroup var planning: PlanningOptions
    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        let language = try planning.words.resolved()
        try await Session.run(database) { session in
            let request = try session.request(planning)
            if let earlier {
                let (portfolio, comparison) = try await session.planner.select(
                    request, comparedWith: earlier, isDryRun: isDryRun)
                let view = ComparisonView(
                    document: comparison, showsAll: planning.showsAll, isDryRun: isDryRun, language: language)
                try session.answer(comparison, view.text, asJSON: planning.json)
                return try session.end(portfolio.status)
            }
            let document = try await session.planner.select(request, isDryRun: isDryRun)
            let view = PortfolioView(
                document: document, showsAll: planning.showsAll, isDryRun: isDryRun, language: language)
            try session.answer(document, view.text, asJSON: planning.json)
            try session.end(document.status)
        }
    }
}

/// `kam rebalance`: where the teams' hours go.
struct RebalanceVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebalance", abstract: "Find the bottleneck and move the teams' hours to where they earn most.")

    @OptionGroup var planning: PlanningOptions
    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        let language = try planning.words.resolved()
        try await Session.run(database) { session in
            let document = try await session.planner.rebalance(try session.request(planning))
            try session.answer(
                document, AllocationView(document: document, showsAll: planning.showsAll, language: language).text,
                asJSON: planning.json)
            try session.end(document.status)
        }
    }
}
