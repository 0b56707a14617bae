import KAMModel
import TestSupport
import Testing

@testable import KAMPlanner

@Suite("JSON text")
struct JSONTextTests {
    private struct Sample: Hashable, Codable {
        @Nullable var shareOfWallet: Double?
        var byStage: [String: Hours] = [:]
    }

    @Test("Keys are in snake case and come back; a missing value is null")
    func roundTrip() throws {
        let sample = Sample(shareOfWallet: nil)
        let text = try JSONText.encode(sample)
        #expect(try JSONValue(text: text) == .object(["share_of_wallet": .null, "by_stage": .object([:])]))
        #expect(try JSONText.decode(Sample.self, from: text) == sample)
        let known = Sample(shareOfWallet: 0.25)
        #expect(try JSONText.decode(Sample.self, from: try JSONText.encode(known)) == known)
    }

    @Test(
        "The keys of stages are data and stay as the policy spells them",
        arguments: ["lead_generation", "leadGeneration", "Lead-1"])
    func stageKeys(stage: String) throws {
        let sample = Sample(shareOfWallet: 1, byStage: [stage: Hours(1.5)])
        let text = try JSONText.encode(sample)
        #expect(try JSONValue(text: text)["by_stage"]?.keys == [stage])
        #expect(try JSONText.decode(Sample.self, from: text) == sample)
    }

    @Test("A document that was stored before a key came reads as null")
    func missingKey() throws {
        #expect(try JSONText.decode(Sample.self, from: "{\"by_stage\": {}}") == Sample(shareOfWallet: nil))
    }

    @Test("A value of the wrong type is refused, not taken for null")
    func wrongType() {
        #expect(throws: (any Error).self) {
            try JSONText.decode(Sample.self, from: "{\"share_of_wallet\": \"much\", \"by_stage\": {}}")
        }
    }

    @Test("Every document comes back as it was written")
    func documents() throws {
        let portfolio = PlannerFixture.portfolioDocument
        #expect(try JSONText.decode(PortfolioDocument.self, from: try JSONText.encode(portfolio)) == portfolio)
        let matrix = PlannerFixture.matrixDocument
        #expect(try JSONText.decode(MatrixDocument.self, from: try JSONText.encode(matrix)) == matrix)
        let allocation = PlannerFixture.allocationDocument
        #expect(try JSONText.decode(AllocationDocument.self, from: try JSONText.encode(allocation)) == allocation)
    }

    @Test("A seed too large for a JSON number is kept to the last digit")
    func seed() throws {
        let document = try JSONValue(text: try JSONText.encode(PlannerFixture.matrixDocument))
        #expect(document["provenance"]?["seed"]?.text == "18446744073709551615")
    }
}
