import Foundation
import KAMModel

/// Other programs that this one hands over to.
enum Program {
    /// Runs a program on this terminal and waits for its end.
    ///
    /// - Returns: Its exit code.
    static func run(_ path: String, _ arguments: [String], environment: [String: String]) async throws -> Int32 {
        // Ctrl-C is for the program that runs, not for this one.
        signal(SIGINT, SIG_IGN)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = environment
        return try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: Trouble(.unavailable, "KAM511", "\(path) cannot start: \(error)"))
            }
        }
    }
}
