import Testing

@testable import CSV

/// Makes well-formed but untidy text: mixed line ends, blank lines, blanks around fields, needless quotes.
private struct UntidyText {
    var random: Seeded
    let delimiter: Character
    let letters: [String] = ["a", "B", "7", " ", "é", "取", "ｱ", "😀", ".", "'"]
    let marks: [String] = ["\"\"", "\n", "\r", "\r\n", "\t", ",", ";", "|", " "]

    mutating func make() -> String {
        var text = ""
        for _ in 0..<(1 + random.below(12)) {
            if random.below(5) == 0 { text += [" ", "", "   "][random.below(3)] + lineEnd() }
            text += (0..<(1 + random.below(5))).map { _ in field() }.joined(separator: String(delimiter)) + lineEnd()
        }
        if random.below(2) == 0 { text += "last" + String(delimiter) + field() }
        return text
    }

    private mutating func lineEnd() -> String {
        ["\n", "\r\n", "\r", "\n\n"][random.below(4)]
    }

    private mutating func field() -> String {
        let length = random.below(7)
        if random.below(2) == 0 {
            return (0..<length).map { _ in letters[random.below(letters.count)] }.joined()
        }
        let inside = (0..<length).map { _ in
            random.below(2) == 0 ? letters[random.below(letters.count)] : marks[random.below(marks.count)]
        }
        let blank = ["", " ", "  "][random.below(3)]
        return blank + "\"" + inside.joined() + "\"" + blank
    }
}

@Suite("Lines and records")
struct LineTests {
    @Test(
        "Fields and physical lines equal those of a naive parser, wherever chunks are cut",
        arguments: Delimiter.allCases)
    func agreesWithReference(delimiter: Delimiter) throws {
        let mark = Unicode.Scalar(delimiter.rawValue)
        let detection = EncodingDetection(encoding: .utf8, evidence: .valid, byteOrderMarkLength: 0)
        for seed in 0..<1500 {
            var untidy = UntidyText(random: Seeded(UInt64(seed)), delimiter: Character(mark))
            let text = untidy.make()
            var reference = ReferenceParser(text, delimiter: mark)
            let expected = reference.records()
            var blankLines: Set<Int> = []
            for chunkSize in [8, 9, 13, 64, 4096] {
                let pump = try RowPump(
                    .memory(Array(text.utf8)), as: detection, delimiter: delimiter, limit: 4096, chunkSize: chunkSize)
                let row = CSVRow(of: pump)
                var found: [Record] = []
                while try pump.next() { found.append(Record(row.line, row.strings())) }
                try #require(found == expected, "seed \(seed), chunks of \(chunkSize): \(text.debugDescription)")
                blankLines.insert(pump.blankLines)
            }
            try #require(blankLines.count == 1, "seed \(seed): \(text.debugDescription)")
        }
    }

    @Test("CR, LF and CRLF end one line each, also inside quotes and mixed")
    func mixedLineEnds() throws {
        let text = "a,b\r\n1,\"x\ny\r\nz\rw\"\r2,q\n\n\r\n3,r\r \n4,s"
        let expected = [
            Record(1, ["a", "b"]), Record(2, ["1", "x\ny\r\nz\rw"]), Record(6, ["2", "q"]), Record(9, ["3", "r"]),
            Record(11, ["4", "s"]),
        ]
        #expect(try records(text) == expected)
    }

    @Test("Blank lines are no records but are counted")
    func blankLines() throws {
        let reader = try CSVReader(bytes: Array("\n\na,b\n  \n1,2\n\n".utf8))
        var lines: [Int] = []
        let summary = try reader.forEachRow { row in lines.append(row.line) }
        #expect(lines == [3, 5])
        #expect(summary == CSVSummary(rows: 2, blankLines: 4, bytesRead: 14))
    }

    @Test("A record cut by the border of a real chunk is whole, and its line exact")
    func realChunkBorder() throws {
        // Each record is 29 bytes on two lines: borders fall at every place in turn, between CR and LF too.
        let count = 60_000
        let text = (0..<count).map { "\($0 + 100_000),\"取引\r\n先\",\"q\"\"\"\r\n" }.joined()
        var wrong = 0
        var index = 0
        let reader = try CSVReader(bytes: Array(text.utf8))
        try reader.forEachRow { row in
            if row.line != 2 * index + 1 || row.strings() != ["\(index + 100_000)", "取引\r\n先", "q\""] { wrong += 1 }
            index += 1
        }
        #expect(text.utf8.count > 4 * TextStream.chunkSize)
        #expect(index == count)
        #expect(wrong == 0)
    }
}
