import Foundation
import KAMModel
import Testing

@testable import KAMStore

@Suite("Policy refusals")
struct PolicyRefusalTests {
    /// A file that must be refused, where and why.
    struct Case: CustomTestStringConvertible, Sendable {
        let yaml: String
        let summary: String
        let words: String
        var hint: String?

        init(_ yaml: String, _ summary: String, _ words: String, hint: String? = nil) {
            self.yaml = yaml
            self.summary = summary
            self.words = words
            self.hint = hint
        }

        var testDescription: String { yaml }
    }

    static let cases = [
        Case("gates: {\n", "KAM302 own.yaml:2", "no YAML"),
        Case("a: 1\n---\nb: 2\n", "KAM302 own.yaml:2", "another document"),
        Case("gates: *nobody\n", "KAM302 own.yaml:1", "undefined alias"),
        Case("? [a, b]\n: 1\n", "KAM302 own.yaml:1", "a key must be a single value"),
        Case("- 1\n", "KAM306 own.yaml:1", "must be a mapping, not a list"),
        Case("42\n", "KAM306 own.yaml:1", "must be a mapping, not '42'"),
        Case("gates:\n  minimum_solutions: 1\n  minimum_solutions: 2\n", "KAM303 own.yaml:2", "'minimum_solutions'"),
        Case(
            "economics:\n  gros_margin: 0.5\n", "KAM304 own.yaml:2", "'gros_margin' is not known in economics",
            hint: "Maybe 'gross_margin' is meant."),
        Case("\nselektion: {}\n", "KAM304 own.yaml:2", "'selektion' is not known", hint: "Maybe 'selection' is meant."),
        Case("colour: red\n", "KAM304 own.yaml:1", "'colour' is not known"),
        Case("<<: {a: 1}\n", "KAM304 own.yaml:1", "'<<' is not known"),
        Case("teams:\n  - {name: Only a name}\nstages: []\n", "KAM305 own.yaml:2", "'teams[].key' is missing"),
        Case("economics: {gross_margin: high}\n", "KAM306 own.yaml:1", "must be a number, not 'high'"),
        Case("economics: {gross_margin: '0.5'}\n", "KAM306 own.yaml:1", "must be a number"),
        Case("economics: {gross_margin: .inf}\n", "KAM306 own.yaml:1", "must be a number"),
        Case("economics: {gross_margin: 0x1}\n", "KAM306 own.yaml:1", "must be a number"),
        Case("economics: {gross_margin: }\n", "KAM306 own.yaml:1", "must be a number, not nothing"),
        Case("economics: {gross_margin: [1]}\n", "KAM306 own.yaml:1", "must be a number, not a list"),
        Case("economics: 3\n", "KAM306 own.yaml:1", "economics must be a mapping, not '3'"),
        Case("economics: {horizon_years: 2.5}\n", "KAM306 own.yaml:1", "must be a whole number, not '2.5'"),
        Case("gates: {requires_counterpart: yes}\n", "KAM306 own.yaml:1", "must be true or false, not 'yes'"),
        Case("capacity: {holidays: 2018-01-01}\n", "KAM306 own.yaml:1", "must be a list of texts"),
        Case("conversion: {prior: [0.5]}\n", "KAM306 own.yaml:1", "must be a mapping by stage"),
        Case("allocation: {proficiency: {field_sales: 1}}\n", "KAM306 own.yaml:1", "must be a mapping by stage"),
        Case("economics: {gross_margin: 1.01}\n", "KAM307 own.yaml:1", "is 1.01, but must be 0…1"),
        Case("economics: {gross_margin: 1e999}\n", "KAM307 own.yaml:1", "is 1e999, but must be 0…1"),
        Case("economics: {typical_deal: 0}\n", "KAM307 own.yaml:1", "but must be > 0"),
        Case("effort: {key_factor: 0.9}\n", "KAM307 own.yaml:1", "but must be ≥ 1"),
        Case("fiscal_year: {first_month: 13}\n", "KAM307 own.yaml:1", "is 13, but must be 1…12"),
        Case("conversion: {prior_weight: 0}\n", "KAM307 own.yaml:1", "but must be > 0"),
        Case("conversion: {prior: {closing: 1.5}}\n", "KAM307 own.yaml:1", "conversion.prior.closing is 1.5"),
        Case(
            "assignment: {region: prefers}\n", "KAM307 own.yaml:1", "one of require, prefer, ignore",
            hint: "Maybe 'prefer' is meant."),
        Case("capacity: {holidays: [2018-02-30]}\n", "KAM307 own.yaml:1", "'2018-02-30', which is no day"),
        Case("selection: {forced_in: ['']}\n", "KAM307 own.yaml:1", "is empty"),
        Case(
            "conversion: {prior: {closng: 0.5}}\n", "KAM308 own.yaml:1", "there is no stage 'closng'",
            hint: "Maybe 'closing' is meant."),
        Case(
            "allocation: {win_stage: delivery}\n", "KAM308 own.yaml:1", "there is no stage 'delivery'",
            hint: "The stages are lead_generation, lead_nurturing, prospecting, closing, expansion."),
        Case("allocation: {proficiency: {marketing: {}}}\n", "KAM308 own.yaml:1", "there is no team 'marketing'"),
        Case(
            "effort:\n  segments:\n    medical:\n      account: {}\n      opportunity: {x: 1}\n", "KAM308 own.yaml:5",
            "there is no stage 'x'"),
        Case("allocation: {proficiency: {field_sales: {closing: 0}}}\n", "KAM309 own.yaml:1", "has no proficiency"),
        Case("selection: {forced_in: [A], forced_out: [A]}\n", "KAM309 own.yaml:1", "'A' is forced in and out"),
        Case("selection: {quota: {minimum: 9, maximum: 8}}\n", "KAM309 own.yaml:1", "minimum of 9 above its maximum"),
        Case("scoring: {criteria: []}\n", "KAM309 own.yaml:1", "no criterion of the axis 'attractiveness' has weight"),
        Case("stages: []\n", "KAM309 own.yaml:1", "there is no stage"),
    ]

    @Test("what is wrong is refused with its code, file, line and words", arguments: cases)
    func refusals(_ wrong: Case) throws {
        let found = ConfigFiles.refusals(of: wrong.yaml)
        let match = found.first { $0.summary == wrong.summary && $0.message.contains(wrong.words) }
        let diagnostic = try #require(match, "found \(found)")
        #expect(diagnostic.severity == .error)
        if let hint = wrong.hint { #expect(diagnostic.hint == hint) }
    }

    @Test("a single mistake gives a single diagnostic")
    func oneEach() {
        for yaml in [
            "economics: {gros_margin: 0.5}", "economics: 3", "effort: {key_factor: x}", "conversion: {prior: 1}",
        ] {
            let found = ConfigFiles.refusals(of: yaml)
            let expected = yaml.hasPrefix("conversion") ? 6 : 1
            #expect(found.count == expected, "\(yaml) gives \(found)")
        }
    }

    @Test("everything wrong is reported at once, in the order of lines, keys given twice included")
    func allAtOnce() {
        let found = ConfigFiles.refusals(
            of: """
                gates:
                  minimum_solutions: 1
                  minimum_solutions: 2
                  "requires_counterpart": true
                  requires_counterpart: 2
                capcity: {}
                economics:
                  retention: 2
                  hourly_cost: cheap
                fiscal_year: {first_month: 0}
                selection: {forced_out: [A], forced_in: [A]}
                """)
        #expect(
            found.map(\.summary) == [
                "KAM303 own.yaml:2", "KAM303 own.yaml:4", "KAM306 own.yaml:5", "KAM304 own.yaml:6",
                "KAM307 own.yaml:8", "KAM306 own.yaml:9", "KAM307 own.yaml:10", "KAM309 own.yaml:11",
            ])
    }

    @Test("the mistakes of a criterion are found together")
    func criterion() {
        let found = ConfigFiles.refusals(
            of: """
                scoring:
                  criteria:
                    - {key: a, name: A, axis: attractiveness, weight: 1, sources: [growt], low: 1, high: 1, transform: log}
                    - {key: a, name: A, axis: strenth, weight: -1, sources: [], low: -2, high: 1, transform: log}
                """)
        #expect(
            found.map(\.code).sorted() == [
                "KAM307", "KAM307", "KAM307", "KAM309", "KAM309", "KAM309", "KAM309", "KAM309", "KAM309",
            ], "\(found)")
    }

    @Test("a default that lacks a key, or a stage's effort, is refused")
    func missing() throws {
        for (removed, words) in [
            ("  retention: 0.85 ", "'economics.retention'"),
            ("      prospecting: 2\n", "'effort.standard.opportunity.prospecting'"),
            ("    closing: 0.6\n    expansion", "'conversion.prior.closing'"),
        ] {
            let kept = removed.hasSuffix("expansion") ? "    expansion" : removed.hasSuffix("\n") ? "" : "  #"
            let text = try ConfigFiles.defaultText(replacing: removed, by: kept)
            let refused = #expect(throws: RefusedInput.self) { try PolicyFile(text: text, file: "default.yaml") }
            #expect(refused?.diagnostics.contains { $0.code == "KAM305" && $0.message.contains(words) } == true)
        }
    }

    @Test("files that cannot be read are refused together")
    func unreadable() throws {
        let refused = #expect(throws: RefusedInput.self) {
            try PolicyFile.load(defaultPath: "nowhere/policy.yaml", overridePath: "nowhere/own.yaml")
        }
        #expect(refused?.diagnostics.map(\.summary) == ["KAM301 nowhere/own.yaml:1", "KAM301 nowhere/policy.yaml:1"])
        let path = FileManager.default.temporaryDirectory.appending(path: "kam-\(UUID()).yaml")
        try Data([0x61, 0x3A, 0xFF]).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        let other = #expect(throws: RefusedInput.self) { try PolicyFile.load(defaultPath: path.path) }
        #expect(other?.diagnostics.first?.message.contains("is not UTF-8") == true)
    }

    @Test("an alias of aliases is refused before it fills the memory")
    func aliases() {
        var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            yaml += "a\(level): &a\(level) [\(items)]\n"
        }
        let found = ConfigFiles.refusals(of: yaml)
        #expect(found.first?.code == "KAM302")
        #expect(found.first?.message.contains("more than 100,000 values") == true)
    }
}
