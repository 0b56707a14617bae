import Testing

@testable import CSV

@Suite("Headers")
struct HeaderTests {
    private func reader(_ text: String) throws -> CSVReader {
        try CSVReader(bytes: Array(text.utf8))
    }

    @Test("The row with the most wanted names is the header; what is above it are titles")
    func wanted() throws {
        let text = "Opportunity report,,\n\nAs of,2024-01-05,Name\n\"Account\nName\", Amount ,取引先名　\nA,1,x\nB,2,y\n"
        let header = try reader(text).header(wanted: ["amount", "取引先名", "account name", "owner"]) { name in
            name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        #expect(header.names == ["Account\nName", "Amount", "取引先名"])
        #expect(header.line == 4)
        #expect(
            header.titles == [
                CSVHeader.Title(line: 1, text: "Opportunity report"), .init(line: 3, text: "As of 2024-01-05 Name"),
            ])
    }

    @Test("Rows after the header begin below it, and widths are as they come")
    func rowsAfter() throws {
        let reader = try reader("Title\n\na,\"b\nc\"\n1,2\n3\n4,5,6\n")
        let header = try reader.header()
        var rows: [Record] = []
        var widths: [Int] = []
        let summary = try reader.forEachRow(after: header) { row in
            rows.append(Record(row.line, row.strings()))
            widths.append(row.count)
        }
        #expect(header.line == 3)
        #expect(rows == [Record(5, ["1", "2"]), Record(6, ["3"]), Record(7, ["4", "5", "6"])])
        #expect(widths == [2, 1, 3])
        #expect(summary.rows == 3)
    }

    @Test(
        "Without wanted names the shape tells",
        arguments: [
            ("id,name,amount\n1,A,5\n2,B,6\n", 1),
            ("Report,,\nSato,2024,\nid,name,amount\n1,A,5\n", 3),
            ("name,name,city,note\nA,B,Tokyo,x\nC,D,Osaka,y\n", 1),
            ("Pipeline\nBy owner\nid\tname\n1\tA\n", 3),
            ("id,name\n", 1),
            ("name\nA\nB\n", 1),
            ("1,2\n2024-01-01,7\nid,day\n3,4\n", 3),
        ])
    func shape(text: String, line: Int) throws {
        #expect(try reader(text).header().line == line)
    }

    @Test("No header is an error that says how far it looked", arguments: ["", "\n\n", "1,2\n3,4\n"])
    func notFound(text: String) throws {
        #expect(throws: CSVError.headerNotFound(rows: 30)) { try reader(text).header() }
        #expect(throws: CSVError.headerNotFound(rows: 5)) {
            try reader(text).header(wanted: ["x"], within: 5) { $0 }
        }
    }

    @Test("A header below the rows looked at is not found")
    func tooDeep() throws {
        let text = String(repeating: "title\n", count: 30) + "id,name\n1,A\n"
        let reader = try reader(text)
        #expect(throws: CSVError.headerNotFound(rows: 30)) { try reader.header(wanted: ["id"]) { $0 } }
        #expect(try reader.header(wanted: ["id"], within: 31) { $0 }.line == 31)
    }
}
