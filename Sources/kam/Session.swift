import ArgumentParser
import KAMModel
import KAMPlanner

/// What every verb needs: the workplace, and where progress and answers go.
struct Session {
    let workplace: Workplace
    let progress: ProgressLine

    var planner: Planner { workplace.planner }

    /// Opens the data, does the work, and closes.
    static func run(_ options: DatabaseOptions, _ work: (Session) async throws -> Void) async throws {
        let progress = ProgressLine()
        defer { progress.clear() }
        progress.show("opening the database")
        let session = Session(workplace: try await Workplace.open(options.flags), progress: progress)
        do {
            try await work(session)
        } catch {
            await session.workplace.close()
            throw error
        }
        await session.workplace.close()
    }

    /// What the command line asks of a planning verb.
    func request(_ options: PlanningOptions) throws -> Planner.Request {
        try request(options.quarter, options.run)
    }

    /// What the command line asks of a planning verb for a quarter.
    func request(_ quarter: Quarter, _ options: RunOptions) throws -> Planner.Request {
        try workplace.request(
            quarter: quarter, policy: options.policy, seed: options.seed,
            snapshot: options.snapshot.map { ID($0) }, onProgress: { progress.show($0) })
    }

    /// Prints a document as JSON or as the text of its view.
    func answer(_ document: some Encodable, _ text: @autoclosure () -> String, asJSON: Bool) throws {
        progress.clear()
        try Terminal.print(asJSON ? try JSONText.encode(document) : text())
    }

    /// Ends with the code that tells a solved but infeasible problem from an answer.
    func end(_ status: Outcome.Status) throws {
        if status == .infeasible { throw ExitCode(Failure.Exit.infeasible.rawValue) }
    }
}

extension DatabaseOptions {
    /// Where to work.
    var flags: Workplace.Flags {
        Workplace.Flags(dataDirectory: dataDirectory, databaseURL: databaseURL, configuration: configuration)
    }
}
