import ArgumentParser
import Foundation

/// Where the program starts and ends: runs the verb, lets Ctrl-C interrupt it, and turns what went wrong into words on
/// standard error and an exit code.
@main
enum Main {
    static func main() async {
        // A reader that stops early, as in `kam plan list | head`, ends the program quietly.
        signal(SIGPIPE, SIG_DFL)
        let work = Task { await run() }
        let sources = [SIGINT, SIGTERM].map { interrupting($0, work) }
        let code = await work.value
        withExtendedLifetime(sources) {}
        exit(code)
    }

    private static func run() async -> Int32 {
        do {
            var verb = try await Kam.asyncParseAsRoot()
            if var asynchronous = verb as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try verb.run()
            }
            return 0
        } catch {
            return Failure(error).report()
        }
    }

    /// Cancels the work at the first signal; a second one ends the program as usual.
    private static func interrupting(_ number: Int32, _ work: Task<Int32, Never>) -> any DispatchSourceSignal {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
            work.cancel()
            signal(number, SIG_DFL)
        }
        source.resume()
        return source
    }
}
