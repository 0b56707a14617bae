internal import Highs

/// Whether demands can be met as if each could be shared by several members: quickly known, and what cannot be met even
/// so cannot be met at all.
///
/// One linear program, in which demands stay open at a price of 1, is solved again and again with some of its rows
/// lifted. The rows that have a price in its solution are a reason why something stays open: they conflict by
/// themselves.
///
/// - Source: duals as certificate of infeasibility, Gleeson & Ryan, *ORSA J. Computing* 2, 1990.
struct DemandRelaxation {
    private let program: DemandProgram
    private let solver = Solver()
    private let options: AssignmentOptions

    /// Loads the program of some demands and restrictions; `core` then asks for parts of them.
    init(_ study: DemandStudy, _ conflict: ConflictSet) throws(AssignmentError) {
        options = study.options
        program = study.program(
            .init(demands: conflict.demands, restrictions: Set(conflict.restrictions), openPrice: { _ in 1 }))
        do throws(HighsError) {
            try solver.load(program.model.relaxed())
        } catch {
            throw .solverFailed("\(error)")
        }
    }

    /// A part of a set that cannot hold even when demands are shared; nothing when the set can.
    func core(_ set: ConflictSet) throws(AssignmentError) -> ConflictSet? {
        do throws(HighsError) {
            try lift(allBut: set)
            let solution = try solver.solveAgain(options: SolverOptions())
            guard let objective = solution.objective else { return solution.status == .infeasible ? set : nil }
            guard objective > 1e-6 else { return nil }
            guard let duals = solution.rowDuals, let costs = solution.reducedCosts else { return set }
            return priced(set, duals, costs)
        } catch {
            throw .solverFailed("\(error)")
        }
    }

    private func lift(allBut set: ConflictSet) throws(HighsError) {
        let (demands, restrictions) = (Set(set.demands), Set(set.restrictions))
        for (demand, row) in program.demandRows {
            try solver.setBounds(ofRow: row, lower: demands.contains(demand) ? 1 : 0, upper: 1)
        }
        for (restriction, row) in program.restrictionRows {
            let isKept = restrictions.contains(restriction)
            let bounds = program.model.rows[row]
            try solver.setBounds(
                ofRow: row, lower: isKept ? bounds.lower : -.infinity, upper: isKept ? bounds.upper : .infinity)
        }
        for (demand, column) in program.pinnedColumns {
            try solver.setBounds(ofColumn: column, lower: 0, upper: restrictions.contains(.pin(demand)) ? 0 : 1)
        }
    }

    private func priced(_ set: ConflictSet, _ duals: [Double], _ costs: [Double]) -> ConflictSet {
        let demands = Set(program.demandRows.filter { abs(duals[$0.row]) > 1e-9 }.map(\.demand))
        var restrictions = Set(program.restrictionRows.filter { abs(duals[$0.row]) > 1e-9 }.map(\.restriction))
        for (demand, column) in program.pinnedColumns where costs[column] < -1e-9 { restrictions.insert(.pin(demand)) }
        return ConflictSet(
            set.elements.filter { element in
                switch element {
                case .demand(let demand): demands.contains(demand)
                case .restriction(let restriction): restrictions.contains(restriction)
                }
            })
    }
}
