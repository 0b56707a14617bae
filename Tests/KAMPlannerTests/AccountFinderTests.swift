import KAMModel
import Testing

@testable import KAMPlanner

/// Which account a text names.
@Suite("Finding an account")
struct AccountFinderTests {
    private static let accounts = [
        ("A1", "Acme"), ("A2", "Acme Europe"), ("A3", "株式会社ＡＢＣ商事"), ("A4", "Globex"), ("A5", "GLOBEX"),
        ("A6", "Initech"), ("Acme", "Zeta"), ("0061x", "Müller  & Söhne"),
    ].map { Account(id: ID($0), name: $1, history: nothing) }

    private static let nothing = AccountHistory(
        wonAmounts: [0], wonCounts: [0], lostCounts: [0], openedCounts: [0], solutions: 0, since: nil, lastWin: nil)

    private func find(_ text: String) throws -> String {
        let finder = AccountFinder(accounts: Self.accounts)
        return Self.accounts[try finder.find(text)].id.raw
    }

    @Test(
        "An id comes before a name, a whole name before the start of one; case, width and blanks do not count",
        arguments: [
            ("A1", "A1"), ("Acme", "Acme"), ("acme", "A1"), ("ACME EUR", "A2"), ("株式会社ABC商事", "A3"), ("株式会社ａｂｃ", "A3"),
            ("initech", "A6"), ("  ＩＮＩ ", "A6"), ("a6", "A6"), ("müller & söhne", "0061x"), ("zet", "Acme"),
        ])
    func found(_ text: String, _ id: String) throws {
        // `acme` is the id of Zeta in other letters and the name of A1: two accounts, so neither.
        guard text != "acme" else {
            #expect(throws: PlannerError.self) { try find(text) }
            return
        }
        #expect(try find(text) == id)
    }

    @Test("Two accounts of one name are refused with both ids")
    func ambiguous() throws {
        #expect(
            throws: PlannerError.ambiguousAccount("globex", candidates: ["Globex (A4)", "GLOBEX (A5)"], count: 2)
        ) { try find("globex") }
        #expect(throws: PlannerError.self) { try find("ac") }
    }

    @Test("A name that is nearly there is suggested, the nearest first; one that is far from all is not")
    func unknown() throws {
        #expect(throws: PlannerError.unknownAccount("intech", nearest: ["Initech (A6)"])) { try find("intech") }
        #expect(throws: PlannerError.unknownAccount("Quartz Mining", nearest: [])) { try find("Quartz Mining") }
        #expect(throws: PlannerError.unknownAccount("", nearest: [])) { try find("") }
        let error = PlannerError.unknownAccount("intech", nearest: ["Initech (A6)"])
        #expect(error.code == "KAM515" && error.hint == "Initech (A6)")
    }

    @Test("Among no accounts nothing is found")
    func none() {
        #expect(throws: PlannerError.unknownAccount("A1", nearest: [])) {
            try AccountFinder(accounts: []).find("A1")
        }
    }
}
