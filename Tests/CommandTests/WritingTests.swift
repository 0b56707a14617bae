import Foundation
import Glibc
import TestSupport
import Testing

/// Files that cannot be written, and answers that nobody can take.
@Suite("Writing")
struct WritingTests {
    private static let desk = Task { try Desk() }

    /// Runs a shell's line in which `kam` is the program and `$D` its database.
    private func shell(_ line: String) async throws -> (code: Int32, errors: String) {
        let desk = try await WritingTests.desk.value
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "kam() { \"$K\" \"$@\"; }; \(line)"]
        process.currentDirectoryURL = URL(fileURLWithPath: desk.folder.path)
        process.environment = ProcessInfo.processInfo.environment.merging([
            "K": KamProcess.program, "D": try #require(desk.data).path, "LC_ALL": "C.UTF-8",
        ]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let errors = desk.folder.file("errors-\(UUID().uuidString)")
        try Data().write(to: URL(fileURLWithPath: errors))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
        let (ended, signal) = AsyncStream<Void>.makeStream()
        process.terminationHandler = { _ in signal.finish() }
        try process.run()
        for await _ in ended {}
        return (process.terminationStatus, try String(contentsOfFile: errors, encoding: .utf8))
    }

    @Test(
        "An answer that standard output cannot take ends with 73 and says so",
        arguments: ["kam --help", "kam plan list --data $D", "kam db status --json --data $D"])
    func fullOutput(command: String) async throws {
        let ending = try await shell("\(command) > /dev/full")
        #expect(ending.code == 73, "\(ending)")
        #expect(ending.errors.contains("KAM512") && ending.errors.contains("No space left on device"), "\(ending)")
    }

    @Test("A full standard error changes nothing about the exit code")
    func fullErrors() async throws {
        #expect(try await shell("kam select --quarter x 2> /dev/full").code == 64)
        #expect(try await shell("kam plan list --data $D 2> /dev/full").code == 0)
    }

    @Test("A reader that stops early ends the program without a word")
    func closedPipe() async throws {
        let ending = try await shell("kam --help | true")
        #expect(ending.code == 0 && ending.errors.isEmpty, "\(ending)")
    }

    @Test("A folder for the sample's files that cannot be made ends with 73 and names it")
    func sampleFolder() async throws {
        let ending = try await shell("kam demo --files /dev/null/company --data $D")
        #expect(ending.code == 73, "\(ending)")
        #expect(ending.errors.contains("KAM513") && ending.errors.contains("/dev/null/company"), "\(ending)")
        #expect(!ending.errors.contains("NSCocoaErrorDomain"), "\(ending)")
    }

    @Test("A rejects file that cannot be written ends with 73 and says that the import was made")
    func rejectsFile() async throws {
        let desk = try Desk()
        let files = desk.folder.file("files")
        try FileManager.default.createDirectory(atPath: files, withIntermediateDirectories: true)
        let accounts = "account_id,name,segment\nA,Alpha,x\n"
        let deals =
            "opportunity_id,account_id,stage,amount,created_date\nO1,A,won,much,2026-01-01\nO2,A,won,5,2026-01-01\n"
        try Data(accounts.utf8).write(to: URL(fileURLWithPath: "\(files)/accounts.csv"))
        try Data(deals.utf8).write(to: URL(fileURLWithPath: "\(files)/opportunities.csv"))
        let command = ["import", "--profile", "kam", files, "--rejects"]
        let ending = try await desk.run(command + ["/dev/null/rejects.csv"])
        #expect(ending.code == 73 && ending.errors.contains("KAM237"), "\(ending)")
        #expect(ending.errors.contains("/dev/null/rejects.csv"), "\(ending)")
        #expect(try await desk.sql("SELECT count(*) FROM kam.snapshot") == ["1"])
        let again = try await desk.run(command + ["rejects.csv"])
        #expect(again.code == 0, "\(again)")
        let rejects = try String(contentsOfFile: desk.folder.file("rejects.csv"), encoding: .utf8)
        #expect(rejects.contains("opportunities.csv,2,amount,much,KAM120,rejected"), "\(rejects)")
    }

    @Test("A pipe in the place of a file to write stays a pipe")
    func pipes() async throws {
        let desk = try Desk()
        let pipe = desk.folder.file("pipe")
        try #require(mkfifo(pipe, 0o600) == 0)
        let backup = try await desk.run(["db", "backup", pipe])
        #expect(backup.code == 65 && backup.errors.contains("KAM215"), "\(backup)")
        let reader = open(pipe, O_RDWR | O_NONBLOCK)
        defer { close(reader) }
        let sample = try desk.sample()
        let guess = try await desk.run([
            "import", "--guess", "--save-profile", pipe, "\(sample[3])/accounts.csv", "\(sample[3])/opportunities.csv",
        ])
        #expect(guess.code == 0, "\(guess)")
        var status = stat()
        #expect(stat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    }

    @Test("The same files in another base currency are another snapshot")
    func currency() async throws {
        let desk = try Desk()
        let command = Array(try desk.sample())
        let first = try await desk.json(command[0], command[1], command[2], command[3], "--currency", "JPY")
        let second = try await desk.json(command[0], command[1], command[2], command[3], "--currency", "USD")
        #expect(second["is_new"] == .truth(true) && second["currency"]?.text == "USD")
        #expect(first["snapshot"] != second["snapshot"])
    }
}
