import ArgumentParser
import KAMModel
import KAMPlanner

/// Which stored matrix is meant, and how to show the answer.
struct StoredMatrixOptions: ParsableArguments {
    @Option(help: "The matrix: its id, or the start of it. The latest one by default.")
    var plan: String?

    @Option(help: "The latest matrix of this quarter.")
    var quarter: Quarter?

    @Flag(help: "Print the answer as JSON.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        guard plan == nil || quarter == nil else {
            throw ValidationError("Name the matrix by --plan or by --quarter, not by both.")
        }
    }
}

extension ExplainVerb {
    /// `kam explain cell`: why a cell has its lead.
    struct CellVerb: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cell",
            abstract: "Tell why a cell of a stored matrix has its lead, and how everybody else stands against it.")

        @Argument(help: "The account: its id, its name, or the start of its name.")
        var account: String

        @Argument(help: "The stage: its key or its name; kam for the account's KAM.")
        var stage: String

        @OptionGroup var matrix: StoredMatrixOptions
        @Flag(name: .customLong("all"), help: "Show everybody, not only those who come nearest.")
        var showsAll = false
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let language = try matrix.words.resolved()
            try await Session.run(database) { session in
                let document = try await session.planner.explainCell(
                    Planner.CellCall(
                        account: account, stage: stage, plan: matrix.plan, quarter: matrix.quarter,
                        onProgress: { session.progress.show($0) }))
                let view = CellView(document: document, showsAll: showsAll, language: language)
                try session.answer(document, view.text, asJSON: matrix.json)
            }
        }
    }

    /// `kam explain why-not`: why a member does not take a cell.
    struct WhyNotVerb: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "why-not",
            abstract: "Tell which rule keeps a member from a cell, or what it would cost, by solving again.")

        @Argument(help: "The member: the id, the name, or the start of the name.")
        var member: String

        @Argument(help: "The account: its id, its name, or the start of its name.")
        var account: String

        @Argument(help: "The stage: its key or its name; kam for the account's KAM.")
        var stage: String

        @OptionGroup var matrix: StoredMatrixOptions
        @Flag(name: .customLong("all"), help: "Show everything that would move.") var showsAll = false
        @Option(parsing: .unconditional, help: "The seed of every random choice.", transform: Seed.read)
        var seed: UInt64 = 1
        @OptionGroup var searching: SearchOptions
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let language = try matrix.words.resolved()
            try await Session.run(database) { session in
                let call = Planner.CellCall(
                    account: account, stage: stage, plan: matrix.plan, quarter: matrix.quarter,
                    search: searching.search(session, language), seed: seed,
                    onProgress: { session.progress.show($0) })
                let document = try await session.planner.whyNot(member, call)
                let view = WhyNotView(document: document, showsAll: showsAll, language: language)
                try session.answer(document, view.text, asJSON: matrix.json)
            }
        }
    }
}
