import KAMModel
import KAMStore
import Postgres
import TestSupport
import Testing

/// The history of accounts as the engine reads it, from files to the snapshot.
@Suite("Histories of accounts")
struct AccountHistoryTests {
    private func snapshot(_ deals: String) async throws -> Snapshot {
        let fixture = try await ImportFixture()
        try fixture.write("accounts.csv", Plain.accounts)
        try fixture.write("opportunities.csv", Plain.opportunityHeader + deals)
        try fixture.write("members.csv", Plain.members)
        let report = try await fixture.run()
        return try await SnapshotStore(fixture.connection, tenant: TestDatabase.tenant).load(report.snapshot)
    }

    private func purchase(_ day: String, _ amount: Double) throws -> Purchase {
        Purchase(day: try #require(Day(day)), amount: amount)
    }

    @Test("Wins are purchases in order of day, in whole units; those of one day are one; refunds are left out and said")
    func purchases() async throws {
        let snapshot = try await snapshot(
            """
            O1,A1,One,P,new,won,100.50,USD,100,2024-01-01,2024-02-01,web,M1
            O2,A1,Two,P,new,won,20.25,USD,100,2024-01-01,2024-02-01,web,M1
            O3,A1,Three,P,new,won,7,USD,100,2023-01-01,2023-02-01,web,M1
            O4,A1,Four,P,new,lost,900,USD,0,2023-01-01,2023-02-02,web,M1
            O5,A1,Five,P,new,won,-50,USD,100,2024-01-01,2024-02-10,web,M1
            O6,A2,Six,P,new,closing,300,USD,60,2024-01-01,,web,M2

            """)
        let (alpha, beta) = (snapshot.accounts[0].history, snapshot.accounts[1].history)
        #expect(alpha.purchases == [try purchase("2023-02-01", 7), try purchase("2024-02-01", 120.75)])
        #expect(beta.purchases.isEmpty && alpha.contract == nil && beta.contract == nil)
        let said = snapshot.assumptions.filter { $0.contains("purchases") }
        #expect(said == ["The log of purchases leaves out 1 win with an amount below zero (refunds)."])
    }

    @Test("Renewals make a contract: how often, whether it lapsed, its last amount and its period")
    func contracts() async throws {
        let snapshot = try await snapshot(
            """
            O1,A1,One,P,Renewal,won,100,USD,100,2021-01-01,2021-02-01,web,M1
            O2,A1,Two,P,Renewal,won,110.5,USD,100,2022-01-01,2022-02-01,web,M1
            O3,A1,Three,P,Renewal,lost,120,USD,0,2023-01-01,2023-02-01,web,M1
            O4,A2,Four,P,契約更新,won,80,USD,100,2023-09-01,2023-10-01,web,M2

            """)
        #expect(
            snapshot.accounts[0].history.contract
                == Contract(renewals: 2, hasLapsed: true, amount: 110.5, periodDays: 365))
        #expect(
            snapshot.accounts[1].history.contract
                == Contract(renewals: 1, hasLapsed: false, amount: 80, periodDays: 365))
        #expect(snapshot.accounts[0].history.purchases.count == 2)
    }

    @Test("A snapshot whose wins are whole says nothing of purchases left out")
    func silence() async throws {
        let snapshot = try await snapshot("O1,A1,One,P,new,won,1,USD,100,2024-01-01,2024-02-01,web,M1\n")
        #expect(!snapshot.assumptions.contains { $0.contains("purchases") })
    }
}
