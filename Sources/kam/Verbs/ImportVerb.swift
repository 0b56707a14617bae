import ArgumentParser
import Foundation
import KAMModel
import KAMPlanner

/// `kam import`: a CRM export becomes a snapshot.
struct ImportVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Import a CRM export into a new snapshot: the whole of it, or nothing.",
        usage: """
            kam import --profile maven|salesforce|hubspot|kam|FILE.yaml DIR [--members FILE] [--as-of DATE] [--dry-run]
            kam import --guess FILE … [--save-profile FILE] [--yes]
            """)

    @Option(help: "The profile: maven, salesforce, hubspot, kam, or a YAML file of your own.")
    var profile: String?

    @Flag(help: "Guess what the files hold, show it, and ask before anything is imported.")
    var guess = false

    @Flag(help: "Import as guessed without asking.")
    var yes = false

    @Option(name: .customLong("save-profile"), help: "Keep the guessed profile in this file.", completion: .file())
    var savedProfile: String?

    @Argument(help: "The folder that holds the export, or the files to guess.")
    var paths: [String]

    @Option(help: "The file of members that the planner keeps.", completion: .file())
    var members: String?

    @Option(help: "The file of currency rates.", completion: .file())
    var rates: String?

    @Option(help: "The base currency, as JPY; by default the profile's.")
    var currency: Currency?

    @Option(
        name: .customLong("as-of"), help: "The day the data speaks of; by default the last on which anything happened.")
    var asOf: Day?

    @Option(help: "Where rejected rows go.")
    var rejects = "kam-rejects.csv"

    @Flag(name: .customLong("dry-run"), help: "Check everything and keep nothing.")
    var isDryRun = false

    @Flag(help: "Print the report as JSON.")
    var json = false

    @OptionGroup var words: LanguageOptions
    @OptionGroup var database: DatabaseOptions

    func validate() throws {
        guard guess != (profile != nil) else { throw ValidationError("Give either --profile or --guess.") }
        guard guess || paths.count == 1 else {
            throw ValidationError("Give one folder; --members names a file beside it.")
        }
        guard guess || (!yes && savedProfile == nil) else {
            throw ValidationError("--yes and --save-profile go with --guess.")
        }
    }

    func run() async throws {
        // A wrong language is said before anything is imported.
        _ = try words.resolved()
        try await Session.run(database) { session in
            guard guess else {
                try await importFiles(session, Planner.ImportCall(profile: profile ?? "", folder: paths[0]))
                return
            }
            let guessed = try session.planner.guess(paths)
            session.progress.clear()
            Terminal.note(GuessView(guess: guessed).text)
            guard guessed.isUsable else { throw Trouble(.data, guessed.diagnostics.filter { $0.severity == .error }) }
            try await importGuessed(session, guessed)
        }
    }

    private func importGuessed(_ session: Session, _ guessed: ProfileGuess) async throws {
        if let savedProfile { try save(guessed.yaml, savedProfile) }
        guard yes || agrees() else {
            Terminal.note(
                "Nothing was imported. --save-profile FILE keeps the guess, to be corrected and used by --profile.")
            return
        }
        try await importFiles(session, Planner.ImportCall(guessed))
    }

    /// Writes the profile in place, so that a device or pipe in the place stays what it is.
    private func save(_ profile: String, _ path: String) throws {
        do {
            try profile.write(toFile: path, atomically: false, encoding: .utf8)
        } catch {
            throw Trouble(.cannotWrite, "KAM513", "the profile cannot be written to \(path): \(SystemWords.of(error))")
        }
    }

    private func agrees() -> Bool {
        guard Terminal.canAsk else {
            Terminal.note("Nobody can be asked here: --yes imports as guessed.")
            return false
        }
        Terminal.note("Import as guessed? [y/N]")
        return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
    }

    private func importFiles(_ session: Session, _ start: Planner.ImportCall) async throws {
        var call = start
        call.membersFile = members
        call.ratesFile = rates
        call.currency = currency
        call.asOf = asOf
        call.isDryRun = isDryRun
        call.rejectsFile = rejects
        let (progress, language) = (session.progress, try words.resolved())
        let document = try await session.planner.importFiles(call) { progress.show($0, $1) }
        try session.answer(
            document, ImportView(document: document, rejectsFile: rejects, language: language).text, asJSON: json)
    }
}
