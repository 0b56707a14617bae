import Glibc
import Testing

@testable import CSV

@Suite("Traps")
struct TrapTests {
    @Test(
        "Untidy but readable text gives what a person would read",
        arguments: [
            ("a,b", [["a", "b"]]),
            ("a,b\n", [["a", "b"]]),
            ("a\nb\n\"\"\nc", [["a"], ["b"], [""], ["c"]]),
            ("a,b,\n,,\n", [["a", "b", ""], ["", "", ""]]),
            ("5\" pipe,b\"c\n", [["5\" pipe", "b\"c"]]),
            ("\"say \"hi\" now\",x\n", [["say \"hi\" now", "x"]]),
            (" a b , \"c \" ,　d\n", [["a b", "c ", "　d"]]),
            ("\"a\"\"b\",\"\"\"\"\n", [["a\"b", "\""]]),
        ])
    func untidy(text: String, expected: [[String]]) throws {
        #expect(try records(text, CSVOptions(delimiter: .comma)).map(\.fields) == expected)
    }

    @Test("Tab-delimited text keeps its empty fields")
    func emptyTabFields() throws {
        let found = try records("a\t\tb\t\n\t\t\t\n1\t2\t3\t4\n")
        #expect(found.map(\.fields) == [["a", "", "b", ""], ["", "", "", ""], ["1", "2", "3", "4"]])
    }

    @Test(
        "A quote that is never closed is named by the line where it begins",
        arguments: [
            ("a,b\n1,2\n3,\"open\n4,5\n6,7\n", 3), ("a,b\n\"x\ny\",\"z\n1,2", 3), ("\"", 1),
            ("a\n\n\"b\"\n\"c\"\"\n", 4),
        ])
    func unterminatedQuote(text: String, line: Int) throws {
        #expect(throws: CSVError.unterminatedQuote(line: line)) {
            _ = try records(text, CSVOptions(delimiter: .comma))
        }
    }

    @Test("A quote closed by the end of the file is closed")
    func closedByEnd() throws {
        #expect(try records("a,b\n1,\"two\"") == [Record(1, ["a", "b"]), Record(2, ["1", "two"])])
    }

    @Test(
        "A NUL byte is an error with its line, after the rows before it",
        arguments: [TextEncoding.utf8, .shiftJIS, .windows1252, .utf16LittleEndian])
    func nulByte(encoding: TextEncoding) throws {
        let bytes = try encoded("a,b\n1,\"x\ny\"\n3,\0\n", as: encoding)
        var lines: [Int] = []
        let reader = try CSVReader(bytes: bytes, options: CSVOptions(encoding: encoding))
        #expect(throws: CSVError.nulByte(line: 4)) { try reader.forEachRow { row in lines.append(row.line) } }
        #expect(lines == [1, 2])
    }

    @Test("A stray NUL byte does not make a file UTF-16", arguments: ["a,b\n1,\0\n", "取引先,b\n1,\0\n"])
    func strayNUL(text: String) throws {
        #expect(try CSVReader(bytes: Array(text.utf8)).encoding.encoding == .utf8)
        #expect(throws: CSVError.nulByte(line: 2)) { _ = try records(text) }
    }

    @Test("A field of 3 MiB is read whole; a record beyond the limit is an error")
    func longField() throws {
        let long = String(repeating: "0123456789,\n", count: 262_144)
        let text = "a,b\nx,\"\(long)\"\nlast,1\n"
        let found = try records(text)
        #expect(found.count == 3)
        #expect(found[1].fields[1] == long)
        #expect(found[2].line == 262_144 + 3)
        #expect(throws: CSVError.recordTooLong(line: 2, limit: 1_000_000)) {
            _ = try records(text, CSVOptions(recordLimit: 1_000_000))
        }
    }

    @Test("A row of 10,000 fields is read whole")
    func wideRow() throws {
        let fields = (0..<10_000).map { "field \($0)" }
        #expect(try records(fields.joined(separator: ",") + "\n") == [Record(1, fields)])
    }

    @Test("What the closure throws ends the pass and comes out as it is")
    func cancelled() throws {
        struct Enough: Error {}
        var seen = 0
        #expect(throws: Enough.self) {
            try CSVReader(bytes: Array("a\nb\nc\n".utf8)).forEachRow { _ in
                seen += 1
                if seen == 2 { throw Enough() }
            }
        }
        #expect(seen == 2)
    }

    @Test("Bytes read never fall and end at the size of the file")
    func progress() throws {
        let reader = try CSVReader(bytes: Array(String(repeating: "abc,def\n", count: 100_000).utf8))
        var steps: [Int] = [0]
        let summary = try reader.forEachRow { row in
            if row.bytesRead != steps[steps.count - 1] { steps.append(row.bytesRead) }
        }
        #expect(steps == steps.sorted())
        #expect(steps.count > 3)
        #expect(summary.bytesRead == 800_000)
        #expect(reader.totalBytes == 800_000)
    }

    @Test("Trimmed access drops ASCII, no-break and ideographic blanks, and nothing else")
    func trimmed() throws {
        let text = "\" a　b \",\"　\u{A0}\",\"\u{A0}取　\",à\n"
        try CSVReader(bytes: Array(text.utf8), options: CSVOptions(delimiter: .comma)).forEachRow { row in
            #expect((0..<4).map { row.trimmedString($0) } == ["a　b", "", "取", "à"])
            #expect((0..<4).map { row.isEmpty($0) } == [false, true, false, false])
            #expect((0..<4).map { index in row.withTrimmedBytes(index) { $0.count } } == [5, 0, 3, 2])
            #expect(row.withBytes(0) { $0.count } == 7)
            #expect(row.withFields { bytes, ends in [bytes.count, ends.count, ends[3]] } == [22, 4, 22])
            let isBlank = row.isBlank
            #expect(!isBlank)
        }
    }

    @Test("A file that is absent, or a folder, is an error with its path")
    func noFile() throws {
        #expect(throws: CSVError.cannotOpen(path: "/no/such.csv", reason: "No such file or directory")) {
            _ = try CSVReader(path: "/no/such.csv")
        }
        #expect(throws: CSVError.notARegularFile(path: "/")) { _ = try CSVReader(path: "/") }
    }
}
