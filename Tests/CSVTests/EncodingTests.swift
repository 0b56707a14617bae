import Testing

@testable import CSV

@Suite("Encodings")
struct EncodingTests {
    static let lineEnds = ["\n", "\r\n", "\r"]

    static func table(_ encoding: TextEncoding) -> [[String]] {
        switch encoding {
        case .windows1252:
            [["Name", "Città", "Größe"], ["Müller & Söhne", "Forlì", "12 €"], ["“L’été”", "Zürich", "7 – 9"]]
        case .shiftJIS, .eucJP:
            [["取引先名", "商談名", "金額"], ["株式会社ソニー表示", "設備更新の案件", "１００"], ["能登十予", "ひらがなとカタカナ", "ｶﾌﾞ"]]
        case .utf8, .utf16LittleEndian, .utf16BigEndian:
            [["取引先名", "Città", "金額"], ["株式会社能登", "Forlì", "100"], ["😀", "𠮷野家", "12 €"]]
        }
    }

    @Test(
        "Every encoding, line end and delimiter is found and read", arguments: TextEncoding.allCases, lineEnds)
    func found(encoding: TextEncoding, lineEnd: String) throws {
        for delimiter in Delimiter.allCases {
            let table = EncodingTests.table(encoding)
            let mark = String(Unicode.Scalar(delimiter.rawValue))
            let text = table.map { $0.joined(separator: mark) + lineEnd }.joined()
            let reader = try CSVReader(bytes: encoded(text, as: encoding))
            #expect(reader.encoding.encoding == encoding)
            #expect(reader.encoding.evidence == (encoding == .utf8 ? .valid : .guess))
            #expect(reader.delimiter.delimiter == delimiter)
            #expect(reader.delimiter.width == 3)
            var found: [Record] = []
            try reader.forEachRow { row in found.append(Record(row.line, row.strings())) }
            #expect(found == table.enumerated().map { Record($0.offset + 1, $0.element) })
        }
    }

    @Test(
        "A byte order mark is believed and is no part of the first field",
        arguments: [TextEncoding.utf8, .utf16LittleEndian, .utf16BigEndian], [nil, true])
    func byteOrderMark(encoding: TextEncoding, isForced: Bool?) throws {
        let bytes = try encoding.byteOrderMark + encoded("\"é\",b\n1,2\n", as: encoding)
        let options = CSVOptions(encoding: isForced == true ? encoding : nil)
        let reader = try CSVReader(bytes: bytes, options: options)
        #expect(reader.encoding.encoding == encoding)
        #expect(reader.encoding.evidence == (isForced == true ? .forced : .byteOrderMark))
        #expect(try records(bytes, options) == [Record(1, ["é", "b"]), Record(2, ["1", "2"])])
    }

    @Test(
        "ASCII text in UTF-16 without a mark is found, though its bytes are valid UTF-8 too",
        arguments: [TextEncoding.utf16LittleEndian, .utf16BigEndian])
    func asciiUTF16(encoding: TextEncoding) throws {
        let bytes = try encoded("a,b\n1,2\n", as: encoding)
        let found = try CSVReader(bytes: bytes).encoding
        #expect(found == EncodingDetection(encoding: encoding, evidence: .guess, byteOrderMarkLength: 0))
        #expect(try records(bytes) == [Record(1, ["a", "b"]), Record(2, ["1", "2"])])
    }

    @Test("Plain ASCII and an empty file are valid UTF-8", arguments: ["", "a,b\n1,2\n"])
    func ascii(text: String) throws {
        let reader = try CSVReader(bytes: Array(text.utf8))
        #expect(reader.encoding.encoding == .utf8)
        #expect(reader.encoding.evidence == .valid)
    }

    @Test("Shift_JIS that begins after a MiB of ASCII is found, because the whole file is checked")
    func lateShiftJIS() throws {
        let head = String(repeating: "1234567,abcdefg\n", count: 70_000)
        let reader = try CSVReader(bytes: encoded(head + "株式会社表示,能力開発\n", as: .shiftJIS))
        #expect(reader.encoding.encoding == .shiftJIS)
        var last: [String] = []
        try reader.forEachRow { row in last = row.strings() }
        #expect(last == ["株式会社表示", "能力開発"])
    }

    @Test("UTF-8 with one damaged byte stays UTF-8 and names the line and the offset")
    func damagedUTF8() throws {
        var bytes = Array("取引先,商談\n株式会社,\"設備\n更新\"\n北海道,案件\n".utf8)
        let broken = try #require(bytes.lastIndex(of: UInt8(ascii: ",")))
        bytes[broken - 1] = 0x41
        let reader = try CSVReader(bytes: bytes)
        #expect(reader.encoding == EncodingDetection(encoding: .utf8, evidence: .guess, byteOrderMarkLength: 0))
        var lines: [Int] = []
        #expect(throws: CSVError.undecodable(encoding: .utf8, line: 4, byteOffset: broken - 3)) {
            try reader.forEachRow { row in lines.append(row.line) }
        }
        #expect(lines == [1, 2])
    }

    @Test("A damaged byte deep in UTF-8 is told from another encoding, even if the sample cuts a character")
    func damagedDeep() throws {
        // The sample starts half its size before the damage: one byte into the first character.
        let end = Array("\n取\n".utf8)
        let damage = EncodingDetector.sampleSize / 2 + 1
        let filler = [UInt8](repeating: UInt8(ascii: "x"), count: damage - 3 - end.count)
        let reader = try CSVReader(bytes: Array("取".utf8) + filler + end + [0xFF] + Array("\n".utf8))
        #expect(reader.encoding.encoding == .utf8)
        #expect(throws: CSVError.undecodable(encoding: .utf8, line: 3, byteOffset: damage)) {
            try reader.forEachRow { _ in }
        }
    }

    @Test(
        "A byte that the encoding does not have is an error with line and offset, and never mojibake",
        arguments: [
            (TextEncoding.utf8, [0xFF]), (.utf8, [0xC3]), (.utf8, [0xE5, 0x8F]), (.utf8, [0xED, 0xA0, 0x80]),
            (.utf8, [0xC0, 0x80]), (.shiftJIS, [0x81, 0x20]), (.eucJP, [0xA4, 0x20]), (.windows1252, [0x81]),
            (.utf16LittleEndian, [0x00, 0xDC]), (.utf16BigEndian, [0xDC, 0x00]), (.utf16LittleEndian, [0x41]),
        ] as [(TextEncoding, [UInt8])])
    func undecodable(encoding: TextEncoding, bad: [UInt8]) throws {
        let before = try encoded("a,b\r\n1,2\r\n3,", as: encoding)
        let after = bad == [0x41] ? [] : try encoded("\r\n4,5\r\n", as: encoding)
        var lines: [Int] = []
        let reader = try CSVReader(bytes: before + bad + after, options: CSVOptions(encoding: encoding))
        #expect(throws: CSVError.undecodable(encoding: encoding, line: 3, byteOffset: before.count)) {
            try reader.forEachRow { row in lines.append(row.line) }
        }
        #expect(lines == [1, 2])
    }

    @Test("A character cut off by the end of the file is an error, not a lost character")
    func truncatedAtEnd() throws {
        let bytes = Array("a,b\n1,取".utf8.dropLast())
        #expect(throws: CSVError.undecodable(encoding: .utf8, line: 2, byteOffset: 6)) {
            _ = try records(bytes, CSVOptions(encoding: .utf8))
        }
    }

    @Test("Characters cut by chunk borders are read whole in every encoding", arguments: TextEncoding.allCases)
    func chunkBorders(encoding: TextEncoding) throws {
        let table = EncodingTests.table(encoding)
        let bytes = try encoded(table.map { $0.joined(separator: ",") + "\n" }.joined(), as: encoding)
        let detection = EncodingDetection(encoding: encoding, evidence: .forced, byteOrderMarkLength: 0)
        for chunkSize in 8...40 {
            let pump = try RowPump(
                .memory(bytes), as: detection, delimiter: .comma, limit: 4096, chunkSize: chunkSize)
            let row = CSVRow(of: pump)
            var found: [[String]] = []
            while try pump.next() { found.append(row.strings()) }
            #expect(found == table, "chunks of \(chunkSize)")
        }
    }

    @Test(
        "A guess tells Western names from Japanese ones",
        arguments: [
            (TextEncoding.windows1252, "Ångström;Blåbærgrød;Žižek"), (.windows1252, "Côté,Élève,garçon,À bientôt"),
            (.windows1252, "naïve “smart” – quotes €5…"), (.windows1252, "GRÖSSE,MÜLLER,ÄÖÜ"),
            (.windows1252, "¿Qué? ¡Sí! Ñandú, 5 °C"), (.windows1252, "name\ncafé\n"), (.windows1252, "São João"),
            (.shiftJIS, "ｶﾌﾞｼｷｶﾞｲｼｬ,ﾔﾏﾀﾞ"), (.shiftJIS, "備考,①②③"), (.shiftJIS, "髙橋,山﨑,佐藤 花子"),
            (.shiftJIS, "id,name\n1,表\n"), (.shiftJIS, "鬱蒼,東京都千代田区"),
            (.eucJP, "取引先名,商談名,フェーズ"), (.eucJP, "鬱蒼,東京都千代田区"), (.eucJP, "id,name\n1,日本\n"),
        ])
    func guess(encoding: TextEncoding, text: String) throws {
        let reader = try CSVReader(bytes: encoded(text, as: encoding))
        #expect(reader.encoding == EncodingDetection(encoding: encoding, evidence: .guess, byteOrderMarkLength: 0))
    }
}
