import Foundation

/// Where the program writes: answers to standard output, everything else to standard error.
enum Terminal {
    static func print(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    static func note(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Whether a person watches standard error.
    static var isWatched: Bool { isatty(FileHandle.standardError.fileDescriptor) == 1 }

    /// Whether a person can be asked.
    static var canAsk: Bool { isatty(FileHandle.standardInput.fileDescriptor) == 1 && isWatched }
}
