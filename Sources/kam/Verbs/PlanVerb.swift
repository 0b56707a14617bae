import ArgumentParser
import KAMModel
import KAMPlanner

/// `kam plan`: what was stored.
struct PlanVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "List, show and compare the stored plans.",
        subcommands: [List.self, Show.self, Diff.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the stored plans, the last one first.")

        @Option(help: "Only plans for this quarter.") var quarter: Quarter?
        @Option(help: "Only plans of this kind: portfolio, matrix or allocation.") var kind: Plan.Kind?
        @Flag(help: "Print the list as JSON.") var json = false
        @OptionGroup var words: LanguageOptions
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let language = try words.resolved()
            try await Session.run(database) { session in
                let plans = try await session.planner.plans(quarter: quarter, kind: kind)
                try Terminal.print(
                    json ? try JSONText.encode(plans) : PlanListView(document: plans, language: language).text)
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a stored plan as it was handed over.")

        @Argument(help: "The plan's id, or the start of it.") var plan: String
        @Flag(help: "Print the plan as JSON.") var json = false
        @Flag(name: .customLong("all"), help: "Show everything.") var showsAll = false
        @OptionGroup var words: LanguageOptions
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let language = try words.resolved()
            try await Session.run(database) { session in
                let document = try await session.planner.plan(plan)
                try Terminal.print(json ? try JSONText.encode(document) : view(document, language))
            }
        }

        private func view(_ document: PlanDocument, _ language: Language) -> String {
            switch document {
            case .portfolio(let portfolio):
                PortfolioView(document: portfolio, showsAll: showsAll, language: language).text
            case .matrix(let matrix):
                MatrixView(document: matrix, showsAll: showsAll, language: language).text
            case .allocation(let allocation):
                AllocationView(document: allocation, showsAll: showsAll, language: language).text
            }
        }
    }

    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show what differs between two plans of one kind.")

        @Argument(help: "The earlier plan's id, or the start of it.") var before: String
        @Argument(help: "The later plan's id, or the start of it.") var after: String
        @Flag(help: "Print the difference as JSON.") var json = false
        @Flag(name: .customLong("all"), help: "Show everything.") var showsAll = false
        @OptionGroup var words: LanguageOptions
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let language = try words.resolved()
            try await Session.run(database) { session in
                let difference = try await session.planner.difference(before, after)
                let view = PlanDifferenceView(difference: difference, showsAll: showsAll, language: language)
                try Terminal.print(json ? try JSONText.encode(difference) : view.text)
            }
        }
    }
}
