import KAMModel
import Testing

@testable import KAMStore

@Suite("YAML")
struct YAMLTests {
    @Test("the distance of two words is the published one")
    func distances() {
        let cases = [
            ("", "", 0), ("a", "", 1), ("kitten", "sitting", 3), ("ca", "ac", 1), ("gros", "gross", 1),
            ("ca", "abc", 3),
        ]
        for (left, right, distance) in cases {
            #expect(NearestWord.distance(left, right) == distance, "\(left) \(right)")
            #expect(NearestWord.distance(right, left) == distance, "\(right) \(left)")
        }
    }

    @Test("the nearest word is found, and a far one is not offered")
    func nearest() {
        let known = ["gross_margin", "retention", "discount_rate"]
        #expect(NearestWord.find("gorss_margin", among: known) == "gross_margin")
        #expect(NearestWord.find("retension", among: known) == "retention")
        #expect(NearestWord.find("colour", among: known) == nil)
        #expect(NearestWord.find("xy", among: ["ab"]) == nil)
        #expect(NearestWord.find("a", among: []) == nil)
    }

    @Test("values keep their lines, and quoted text is never a number or null")
    func places() throws {
        let findings = Findings()
        let root = YAMLDocument(text: "\n# c\na: 1\nb:\n  - x\n  - \"2\"\nc: 'null'\nd: ~\n", file: "f", findings).root
        #expect(root?["a"]?.place == Place(file: "f", line: 3))
        #expect(root?["b"]?.items.map(\.place.line) == [5, 6])
        #expect(root?["c"]?.isNull == false)
        #expect(root?["d"]?.isNull == true)
        let reader = YAMLReader(root, findings)
        #expect(reader.number("a", .any) == 1)
        #expect(reader.texts("b").map(\.value) == ["x", "2"])
        #expect(reader.text("c").value == "null")
        #expect(reader.textIfGiven("d") == nil)
        reader.finish()
        #expect(findings.diagnostics.isEmpty)
    }

    @Test("numbers are decimal, finite and unquoted")
    func numbers() {
        for (text, expected) in [("1", 1.0), ("-0.5", -0.5), ("+2", 2), ("1e3", 1000), (".5", 0.5), ("2.", 2)] {
            let findings = Findings()
            let reader = YAMLReader(YAMLDocument(text: "n: \(text)", file: "f", findings).root, findings)
            #expect(reader.number("n", .any) == expected)
            #expect(findings.diagnostics.isEmpty, "\(text)")
        }
        for text in ["", "e", "nan", ".nan", "-.inf", "1_000", "1,5", "'1'", "0x10", "true", "--1", "1 2"] {
            let findings = Findings()
            let reader = YAMLReader(YAMLDocument(text: "n: \(text)", file: "f", findings).root, findings)
            _ = reader.number("n", .any)
            #expect(findings.diagnostics.map(\.code) == ["KAM306"], "\(text)")
        }
    }

    @Test("bounds hold at their ends and say what they are")
    func bounds() {
        #expect(Bounds.share.allows(0) && Bounds.share.allows(1) && !Bounds.share.allows(1.0000001))
        #expect(Bounds.above(0).allows(1e-300) && !Bounds.above(0).allows(0))
        #expect(Bounds.atLeast(1).allows(1) && !Bounds.atLeast(1).allows(0.999))
        #expect(!Bounds.any.allows(.infinity) && !Bounds.any.allows(.nan) && !Bounds.share.allows(.nan))
        #expect([Bounds.share, .above(0), .atLeast(1), .any].map(\.words) == ["0…1", "> 0", "≥ 1", ""])
        #expect([Bounds.share, .above(0), .atLeast(1), .any].allSatisfy { $0.allows($0.fallback) })
    }

    @Test("merging goes key by key into mappings and replaces the rest")
    func merging() throws {
        let findings = Findings()
        let base = try #require(YAMLDocument(text: "a: {x: 1, y: 2}\nb: [1, 2]\nc: 3\n", file: "f", findings).root)
        let own = try #require(YAMLDocument(text: "a: {y: 5, z: 6}\nb: [9]\nd: {}\n", file: "f", findings).root)
        #expect(base.merging(own).yaml == "a:\n  x: 1\n  y: 5\n  z: 6\nb:\n  - 9\nc: 3\nd: {}\n")
    }
}
