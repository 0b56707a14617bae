import ArgumentParser
import KAMModel
import KAMPlanner

/// `kam import`: a CRM export becomes a snapshot.
struct ImportVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Import a CRM export into a new snapshot: the whole of it, or nothing.")

    @Option(help: "The profile: maven, salesforce, hubspot, kam, or a YAML file of your own.")
    var profile: String

    @Argument(help: "The folder that holds the export.", completion: .directory)
    var folder: String

    @Option(help: "The file of members that the planner keeps.", completion: .file())
    var members: String?

    @Option(help: "The file of currency rates.", completion: .file())
    var rates: String?

    @Option(help: "The base currency, as JPY; by default the profile's.")
    var currency: Currency?

    @Option(
        name: .customLong("as-of"), help: "The day the data speaks of; by default the last on which anything happened.")
    var asOf: Day?

    @Option(help: "Where rejected rows go; by default kam-rejects.csv in the present folder.")
    var rejects = "kam-rejects.csv"

    @Flag(name: .customLong("dry-run"), help: "Check everything and keep nothing.")
    var isDryRun = false

    @Flag(help: "Print the report as JSON.")
    var json = false

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await Session.run(database) { session in
            var call = Planner.ImportCall(profile: profile, folder: folder)
            call.membersFile = members
            call.ratesFile = rates
            call.currency = currency
            call.asOf = asOf
            call.isDryRun = isDryRun
            call.rejectsFile = rejects
            let progress = session.progress
            let document = try await session.planner.importFiles(call) { progress.show($0, $1) }
            try session.answer(document, ImportView(document: document, rejectsFile: rejects).text, asJSON: json)
        }
    }
}
