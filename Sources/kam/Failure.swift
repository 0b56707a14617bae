import ArgumentParser
import Foundation
import KAMModel
import KAMPlanner

/// What went wrong, in words and as an exit code (sysexits).
struct Failure {
    /// The exit codes that `docs/errors.md` promises.
    enum Exit: Int32 {
        /// Solved, and no answer keeps every rule.
        case infeasible = 2
        /// The command line is wrong.
        case usage = 64
        /// The data is wrong.
        case data = 65
        /// The database cannot be used.
        case unavailable = 69
        /// A fault of kam.
        case fault = 70
        /// A file cannot be written, or the disk is full.
        case cannotWrite = 73
        /// Interrupted; nothing was changed.
        case interrupted = 75
    }

    private let error: any Error

    init(_ error: any Error) {
        self.error = error
    }

    /// Writes the words to standard error and returns the code.
    func report() -> Int32 {
        if let exit = error as? ExitCode { return exit.rawValue }
        let trouble = Trouble(planning: error)
        guard let trouble else { return reportUsage() }
        for diagnostic in trouble.diagnostics { Terminal.note(DiagnosticText.line(diagnostic)) }
        return exitCode(trouble.kind).rawValue
    }

    /// What the command line's parser says: help, a version, or what is wrong with the arguments.
    private func reportUsage() -> Int32 {
        let code = Kam.exitCode(for: error)
        guard code != .failure else { return reportFault() }
        let text = Kam.fullMessage(for: error)
        guard code == .success else {
            Terminal.note(text)
            return code.rawValue
        }
        do {
            try Terminal.print(text)
            return code.rawValue
        } catch {
            return Failure(error).report()
        }
    }

    /// An error that no room has words for.
    private func reportFault() -> Int32 {
        let words = "kam met an error that it does not know: \(error)"
        return Failure(Trouble(.fault, "KAM514", words, hint: "This is a fault of kam. Please report it.")).report()
    }

    private func exitCode(_ kind: Trouble.Kind) -> Exit {
        switch kind {
        case .data: .data
        case .unavailable: .unavailable
        case .fault: .fault
        case .cannotWrite: .cannotWrite
        case .interrupted: .interrupted
        }
    }
}

/// Diagnostics as lines of a terminal.
enum DiagnosticText {
    static func line(_ diagnostic: Diagnostic) -> String {
        var text = ""
        if let file = diagnostic.file { text = file + (diagnostic.line.map { ":\($0)" } ?? "") + ": " }
        text += "\(diagnostic.severity.rawValue) \(diagnostic.code): \(diagnostic.message)"
        if let hint = diagnostic.hint { text += "\n  Maybe: \(hint)" }
        return text
    }
}
