import Foundation
import KAMModel

/// Where the program writes: answers to standard output, everything else to standard error.
enum Terminal {
    /// Writes an answer.
    ///
    /// - Throws: `Trouble` when standard output cannot take it, as on a full disk.
    static func print(_ text: String) throws {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
        } catch {
            throw Trouble(
                .cannotWrite, "KAM512", "the answer cannot be written to standard output: \(SystemWords.of(error))",
                hint: "What was planned is stored all the same: kam plan list shows it.")
        }
    }

    /// Writes a remark; where standard error cannot take it, nobody is left to tell.
    static func note(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
    }

    /// Whether a person watches standard error.
    static var isWatched: Bool { isatty(FileHandle.standardError.fileDescriptor) == 1 }

    /// Whether a person can be asked.
    static var canAsk: Bool { isatty(FileHandle.standardInput.fileDescriptor) == 1 && isWatched }
}

/// What the system says of a failure.
enum SystemWords {
    /// The words for the innermost error, as `No space left on device`.
    static func of(_ error: any Error) -> String {
        if let inner = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error { return of(inner) }
        if let error = error as? POSIXError { return String(cString: strerror(error.code.rawValue)) }
        let plain = error as NSError
        return plain.domain == NSPOSIXErrorDomain ? String(cString: strerror(Int32(plain.code))) : "\(error)"
    }
}
