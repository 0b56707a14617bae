import KAMModel
import KAMStore
import Postgres
import TestSupport
import Testing

@Suite("The quality of a snapshot's data")
struct DataQualityTests {
    @Test("findings come worst first, fields emptiest first")
    func order() async throws {
        let fixture = try await ImportFixture()
        try fixture.write("accounts.csv", Plain.accounts + "A3,Alpha Inc,,,,,,,,,,\n")
        try fixture.write(
            "opportunities.csv",
            Plain.opportunities + """
                O3,,No account,P,new,lost,1,USD,0,2024-01-01,2024-01-02,web,M1
                O4,,No account,P,new,lost,,USD,0,2024-01-01,2024-01-02,web,M1
                O5,A1,Bad,P,new,lost,x,USD,0,2024-01-01,2024-01-02,web,M1

                """)
        try fixture.write("members.csv", Plain.members)
        let report = try await fixture.run()
        let quality = try await DataQuality.read(
            fixture.connection, tenant: TestDatabase.tenant, snapshot: report.snapshot)
        #expect(
            quality.findings.map { "\($0.diagnostic.code) \($0.rows.map(String.init) ?? "-")" }
                == ["KAM132 2", "KAM120 1", "KAM131 1", "KAM152 -"])
        #expect(quality.duplicateAccounts == 1)
        #expect(quality.orphanOpportunities == 2)
        #expect(quality.rejected == 1)
        let shares = quality.completeness.map(\.share)
        #expect(shares == shares.sorted())
        let amount = try #require(quality.completeness.first { $0.entity == "opportunity" && $0.field == "amount" })
        #expect(amount.filled == 3 && amount.total == 4)
        let expected = try #require(quality.completeness.first { $0.field == "expected_on" })
        #expect(expected.filled == 1 && expected.total == 1)
    }

    @Test("a snapshot that is not there has no quality")
    func absent() async throws {
        let fixture = try await ImportFixture()
        await #expect(throws: StoreError.self) {
            _ = try await DataQuality.read(
                fixture.connection, tenant: TestDatabase.tenant,
                snapshot: ID<Snapshot>("0190a0a0-0000-7000-8000-00000000000f"))
        }
    }
}
