import Testing

@testable import KAMStore

@Suite("Names made comparable")
struct NameKeyTests {
    @Test(
        "case, width and blanks do not make another name",
        arguments: [
            ("Acme  Corp", "acme corp"), ("ＡＣＭＥ　Corp", "acme corp"), (" ÉCOLE ", "école"), ("ｱｸﾒ", "アクメ"),
            ("㈱ 山田", "(株) 山田"),
        ])
    func folds(name: String, key: String) {
        #expect(NameKey.of(name) == key)
    }

    @Test(
        "a legal form does not make another company",
        arguments: [
            [
                "Acme", "ACME Inc.", "Acme, Inc", "Acme Corp.", "acme co., ltd.", "Acme K.K.", "株式会社ACME", "ＡＣＭＥ（株）",
                "A.C.M.E. LLC",
            ],
            ["山田製作所", "株式会社山田製作所", "山田製作所㈱", "（有）山田製作所"],
            ["O'Neil & Sons", "O’Neil & Sons Ltd", "ONEIL  Sons"],
        ])
    func companies(names: [String]) {
        #expect(Set(names.map(NameKey.company)).count == 1, "\(names.map(NameKey.company))")
    }

    @Test("a name that is nothing but a legal form stays what it is")
    func bareForm() {
        #expect(NameKey.company("Company") == "company")
        #expect(NameKey.company("株式会社") == "株式会社")
        #expect(NameKey.company("Limited Co") == "limited")
    }

    @Test(
        "columns are the same however they are spelt",
        arguments: [
            ["Account ID", "account_id", "AccountId", "\u{FEFF}ACCOUNT-ID", "Ａｃｃｏｕｎｔ ID"],
            ["確度(%)", "確度（％）", "確度 (%)"],
            ["商談 所有者", "商談所有者"],
        ])
    func columns(names: [String]) {
        #expect(Set(names.map(NameKey.column)).count == 1, "\(names.map(NameKey.column))")
    }

    @Test(
        "an id of 15 characters is the one of 18",
        arguments: [
            ("0015500000Xyy06", "AAB"), ("001q000000wW9Be", "AAK"), ("001q000000wW9BZ", "AA0"),
            ("006q000000HdPzp", "AAF"), ("0051G00000600Ml", "QAI"),
        ])
    func salesforceID(id: String, suffix: String) throws {
        let bytes = Array(id.utf8)
        let found = SalesforceID.suffix(of: bytes.span)
        let letters = try #require(found)
        #expect(String(decoding: [letters.0, letters.1, letters.2], as: UTF8.self) == suffix)
    }

    @Test(
        "what is no id of 15 letters and digits gets no suffix",
        arguments: ["0015500000Xyy06AAB", "", "0015500000Xyy-6", "abc"])
    func noSalesforceID(id: String) {
        let bytes = Array(id.utf8)
        let suffix = SalesforceID.suffix(of: bytes.span)
        #expect(suffix == nil)
    }

    @Test(
        "a total at the foot is known by its word, a company that begins so is none",
        arguments: [
            ("Total", true), ("Grand Total (12 records)", true), ("Total: 1,234", true), ("合計", true), ("小計 12", true),
            ("Subtotal", true), ("Total Energies", false), ("Summit", false), ("計画部", false), ("Grand Totality", false),
        ])
    func footers(cell: String, isTotal: Bool) {
        #expect(Footer.isTotal(cell) == isTotal)
    }
}
