import Testing

@testable import CSV

@Suite("Delimiters")
struct DelimiterTests {
    @Test(
        "The most even cut of the first rows wins",
        arguments: [
            ("name;amount;share;x\nA;1,5;2,5;3,5\nB;1,5;2,5;3,5\nC;1,0;2,0;3,0\n", Delimiter.semicolon, 4),
            ("amount;share\n1,000,000;3\n2,000,000;4\n3,000,000;5\n", .semicolon, 2),
            ("id,name,ids\n1,A,7;8\n2,B,9;10\n3,C,1;2\n", .comma, 3),
            ("Report, as of today\nby Sato\n\nid\tname\n1\tA, B\n2\tC\n", .tab, 2),
            ("a|b\n\"1,2,3\"|x\n\"4,5,6\"|y\n", .pipe, 2),
            ("a,b\n\"x;y;z\",1\n\"p;q;r\",2\n", .comma, 2),
            ("t1\nt2\nt3\nt4\nt5\nid;name\n1;A\n2;B\n3;C\n", .semicolon, 2),
        ])
    func mostEven(text: String, delimiter: Delimiter, width: Int) throws {
        let found = try CSVReader(bytes: Array(text.utf8)).delimiter
        #expect(found.delimiter == delimiter)
        #expect(found.width == width)
        #expect(found.evidence == .consistent)
    }

    @Test(
        "A file of one column, or of nothing, has no delimiter to find",
        arguments: ["", "name\nA\nB\n", "name", "memo\nyes\nno\nwell; maybe\nyes\n", "\n\n"])
    func singleColumn(text: String) throws {
        #expect(try CSVReader(bytes: Array(text.utf8)).delimiter == DelimiterDetection(.comma, .singleColumn))
    }

    @Test("A named delimiter is taken as it is")
    func forced() throws {
        let reader = try CSVReader(bytes: Array("a,b;c\n".utf8), options: CSVOptions(delimiter: .semicolon))
        #expect(reader.delimiter == DelimiterDetection(.semicolon, .forced))
        #expect(try reader.firstRows(1)[0].fields == ["a,b", "c"])
    }

    @Test("Excel's sep= line names the delimiter and is no record", arguments: ["sep=;\r\n", "SEP=;\n"])
    func declared(line: String) throws {
        let reader = try CSVReader(bytes: Array((line + "a,b;c\n1,2;3\n").utf8))
        #expect(reader.delimiter == DelimiterDetection(.semicolon, .declared))
        #expect(try reader.firstRows(9).map(\.fields) == [["a,b", "c"], ["1,2", "3"]])
        var lines: [Int] = []
        try reader.forEachRow { row in lines.append(row.line) }
        #expect(lines == [2, 3])
    }
}
