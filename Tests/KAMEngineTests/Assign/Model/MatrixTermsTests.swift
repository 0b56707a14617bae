import KAMEngine
import KAMModel
import Testing

@Suite("Terms and reasons of a matrix")
struct MatrixTermsTests {
    @Test(
        "The terms of cells, KAMs and loads sum to the objective, and every reason is in both languages",
        arguments: 0..<60)
    func sums(_ seed: UInt64) throws {
        let company = SmallCompany.random(seed)
        let assignment = try company.assignment()
        let matrix = try assignment.matrix()
        let terms = matrix.cells.flatMap(\.terms) + matrix.kams.flatMap(\.terms) + matrix.loads.flatMap(\.terms)
        let sum = terms.reduce(0) { $0 + $1.loss }
        #expect(abs(sum - matrix.loss.reduce(0) { $0 + $1.loss }) <= 1e-9 * max(1, sum))
        if matrix.isComplete {
            let objective = try #require(matrix.outcome.objective)
            #expect(abs(sum - objective) <= 1e-9 * max(1, objective))
            #expect(matrix.conflicts.isEmpty)
        } else {
            #expect(matrix.outcome.objective == nil)
            #expect(matrix.loss.contains { $0.kind == .open })
            #expect(!matrix.conflicts.isEmpty || matrix.outcome.status == .unknown)
        }
        for reason in reasons(of: matrix) {
            #expect(!reason.text.isEmpty)
            #expect(reason.textJa.map { !$0.isEmpty && $0 != reason.text } == true, "\(reason)")
        }
        for phrase in matrix.assumptions { #expect(phrase.japanese != phrase.english) }
    }

    @Test(
        "An explanation sums to its loss, its runner-up is the matrix's, and who may not is told why", arguments: 0..<20
    )
    func explanations(_ seed: UInt64) throws {
        let assignment = try SmallCompany.random(seed).assignment()
        let matrix = try assignment.matrix()
        for cell in matrix.cells {
            let found = try assignment.explanation(cell.account, cell.stage, in: matrix)
            #expect(found.member == cell.lead)
            #expect(found.terms == cell.terms)
            #expect(abs(found.loss - cell.terms.reduce(0) { $0 + $1.loss }) < 1e-9)
            let known =
                [found.member].compactMap(\.self) + found.alternatives.map(\.member) + found.excluded.map(\.member)
            #expect(Set(known).count == matrix.loads.count && known.count == matrix.loads.count)
            #expect(found.excluded.allSatisfy { $0.reason.textJa != nil })
            for alternative in found.alternatives {
                #expect(abs(alternative.difference - alternative.terms.reduce(0) { $0 + $1.loss }) < 1e-6)
            }
            if let next = cell.runnerUp, next.fits { #expect(next == found.alternatives.first) }
        }
    }

    @Test("A suggestion's difference is what the loss of the matrix with it is more", arguments: 0..<12)
    func suggestions(_ seed: UInt64) throws {
        let company = SmallCompany.random(seed)
        let assignment = try company.assignment()
        let matrix = try assignment.matrix()
        guard matrix.isComplete else { return }
        for cell in matrix.cells {
            for suggestion in try assignment.suggestions(cell.account, cell.stage, in: matrix, top: 2) {
                let sum = suggestion.terms.reduce(0) { $0 + $1.loss }
                #expect(abs(sum - suggestion.difference) < 1e-6)
                #expect(suggestion.member != cell.lead)
                #expect(suggestion.reason.textJa != nil)
                let best = try assignment.whyNot(suggestion.member, cell.account, cell.stage, in: matrix)
                // The best plan with the member is at least as good as moving one thing more.
                if let cost = best.cost { #expect(cost <= suggestion.difference + 1e-6) }
            }
        }
    }

    private func reasons(of matrix: Matrix) -> [Reason] {
        matrix.cells.map(\.reason) + matrix.kams.map(\.reason) + matrix.cells.compactMap { $0.runnerUp?.reason }
            + matrix.kams.compactMap { $0.runnerUp?.reason } + matrix.conflicts.map(\.reason)
            + matrix.conflicts.flatMap { $0.relaxations.map(\.reason) }
    }
}
