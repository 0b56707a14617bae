import ArgumentParser
import KAMModel
import KAMPlanner

/// `kam check`: how good the data is.
struct CheckVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Report the quality of the imported data, worst first.")

    @Option(help: "The snapshot; the latest by default.")
    var snapshot: String?

    @Flag(help: "Print the report as JSON.")
    var json = false

    @OptionGroup var words: LanguageOptions
    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        let language = try words.resolved()
        try await Session.run(database) { session in
            let document = try await session.planner.check(snapshot.map { ID($0) })
            try session.answer(document, CheckView(document: document, language: language).text, asJSON: json)
        }
    }
}
