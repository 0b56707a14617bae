import Foundation
import Glibc
import Testing

@testable import CSV

@Suite("Writer")
struct WriterTests {
    private func written(_ rows: [[String]], _ options: CSVWriterOptions = CSVWriterOptions()) throws -> String {
        var writer = CSVWriter(options: options)
        for row in rows { try writer.write(row) }
        return String(decoding: try writer.finish(), as: UTF8.self)
    }

    @Test("Cells are quoted only where they must be")
    func quotes() throws {
        #expect(
            try written([["a", "b;c", "d,e", "f\"g", "", " h", "i\nj"]])
                == "a,b;c,\"d,e\",\"f\"\"g\",,\" h\",\"i\nj\"\r\n")
        let semicolon = CSVWriterOptions(delimiter: .semicolon, lineEnd: .lf)
        #expect(try written([["b;c", "d,e"], ["取引先　"], [""]], semicolon) == "\"b;c\";d,e\n\"取引先　\"\n\"\"\n")
    }

    @Test("The mark comes first when asked for, also in a file of no rows")
    func mark() throws {
        #expect(try Array(written([], CSVWriterOptions(byteOrderMark: true)).utf8) == [0xEF, 0xBB, 0xBF])
    }

    @Test(
        "A cell that would run as a formula gets an apostrophe; a plain number does not",
        arguments: [
            ("=1+1", "'=1+1"), ("+81-3-1234", "'+81-3-1234"), ("-2+3", "'-2+3"), ("@SUM(A1)", "'@SUM(A1)"),
            ("-", "'-"), ("+", "'+"), ("-1.", "'-1."), ("-1,", "\"'-1,\""), ("--1", "'--1"), ("-1e", "'-1e"),
            ("-1%1", "'-1%1"),
            ("-A1", "'-A1"), ("+1-1", "'+1-1"),
            ("-1", "-1"), ("+1", "+1"), ("-1.5", "-1.5"), ("-1e5", "-1e5"), ("+1E-7", "+1E-7"), ("-12%", "-12%"),
            ("a=b", "a=b"), ("'=1", "'=1"), ("", "\"\""), ("1-2", "1-2"), ("取引先", "取引先"),
        ])
    func formulaGuard(cell: String, expected: String) throws {
        #expect(try written([[cell]]) == expected + "\r\n")
    }

    @Test("The guard works on cells that are quoted too, and can be turned off")
    func guardedQuotes() throws {
        #expect(
            try written([["=A1,\"x\"", "\tx", "\rx", "\nx", "-1,234.50", "-1;2"]])
                == "\"'=A1,\"\"x\"\"\",\"'\tx\",\"'\rx\",\"'\nx\",\"-1,234.50\",'-1;2\r\n")
        #expect(try written([["=1"]], CSVWriterOptions(formulaGuard: false)) == "=1\r\n")
    }

    /// Alphabets that each encoding can carry.
    static let alphabets: [(TextEncoding, [String])] = [
        (.utf8, ["取", "é", "😀", "𠮷", "ｱ"]), (.utf16LittleEndian, ["取", "é", "😀", "𠮷", "ｱ"]),
        (.utf16BigEndian, ["取", "é", "😀", "𠮷", "ｱ"]), (.shiftJIS, ["取", "表", "ソ", "能", "ｱ", "①", "～"]),
        (.eucJP, ["取", "表", "ソ", "能", "ｱ"]), (.windows1252, ["é", "ü", "€", "“", "ß"]),
    ]

    @Test("What is written reads back equal in every encoding that can carry it", arguments: alphabets)
    func roundTrip(encoding: TextEncoding, alphabet: [String]) throws {
        let letters = alphabet + ["a", "7", " ", "\"", "\n", "\r", "\r\n", ",", ";", "\t", "|", "=", "-"]
        for seed in 0..<400 {
            var random = Seeded(UInt64(seed))
            let table = (0..<(1 + random.below(8))).map { _ in
                (0..<(1 + random.below(6))).map { _ in
                    (0..<random.below(9)).map { _ in letters[random.below(letters.count)] }.joined()
                }
            }
            let delimiter = Delimiter.allCases[random.below(4)]
            let options = CSVWriterOptions(
                delimiter: delimiter, lineEnd: random.below(2) == 0 ? .lf : .crlf, formulaGuard: false)
            let text = try written(table, options)
            let found = try records(
                encoded(text, as: encoding), CSVOptions(encoding: encoding, delimiter: delimiter))
            // Scalars, because Swift's == takes canonically equal strings for equal and "\r\n" for one character.
            try #require(
                found.map { $0.fields.map { Array($0.unicodeScalars) } }
                    == table.map { $0.map { Array($0.unicodeScalars) } }, "seed \(seed): \(text.debugDescription)")
        }
    }

    @Test("A file appears whole by finish, replaces the one before, and a dropped writer leaves nothing")
    func files() throws {
        let folder = try makeFolder()
        defer {
            do {
                try FileManager.default.removeItem(atPath: folder)
            } catch {
                Issue.record("cannot remove \(folder): \(error)")
            }
        }
        let path = folder + "/out.csv"
        var first = try CSVWriter(path: path, options: CSVWriterOptions(byteOrderMark: true))
        for number in 0..<40_000 { try first.write(["row \(number)", "取引先"]) }
        #expect(try !names(in: folder).contains("out.csv"))
        try first.finish()
        let reader = try CSVReader(path: path)
        #expect(reader.encoding.evidence == .byteOrderMark)
        #expect(try reader.forEachRow { _ in }.rows == 40_000)
        try abandon(path)
        #expect(try names(in: folder) == ["out.csv"])
        var second = try CSVWriter(path: path)
        try second.write(["only"])
        try second.finish()
        #expect(try CSVReader(path: path).forEachRow { _ in } == CSVSummary(rows: 1, blankLines: 0, bytesRead: 6))
        #expect(try names(in: folder) == ["out.csv"])
    }

    @Test("A folder that does not exist, and a full disk, are errors with the path")
    func refusal() throws {
        let absent = CSVError.cannotWrite(path: "/no/such/out.csv", reason: "No such file or directory")
        #expect(throws: absent) { _ = try CSVWriter(path: "/no/such/out.csv").finish() }
        let full = open("/dev/full", O_WRONLY)
        try #require(full >= 0)
        defer { close(full) }
        let refused = CSVError.cannotWrite(path: "descriptor \(full)", reason: "No space left on device")
        #expect(throws: refused) {
            var writer = CSVWriter(descriptor: full)
            try writer.write(["x"])
            try writer.finish()
        }
    }

    @Test("A pipe or device in the place is written to and stays what it is")
    func device() throws {
        let folder = try makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "\(folder)/pipe"
        try #require(mkfifo(path, 0o600) == 0)
        let reader = open(path, O_RDONLY | O_NONBLOCK)
        try #require(reader >= 0)
        defer { close(reader) }
        var writer = try CSVWriter(path: path)
        try writer.write(["a", "b"])
        try writer.finish()
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = read(reader, &bytes, bytes.count)
        #expect(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self) == "a,b\r\n")
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
        #expect(try names(in: folder) == ["pipe"])
    }

    private func abandon(_ path: String) throws {
        var writer = try CSVWriter(path: path)
        try writer.write(["never seen"])
    }

    private func makeFolder() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("csv-tests-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        return folder.path
    }

    private func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }
}
