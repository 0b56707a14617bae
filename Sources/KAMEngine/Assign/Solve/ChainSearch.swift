/// The best chain of segments over the cells of one account, with its KAM, under some prices.
///
/// Between two cells the chain is *led* or *open*, so borders beside open cells cost nothing. First each slot takes its
/// best segment, then a shortest path over the slots, once for the segments of everybody and once more for
/// each KAM whose own segments may pay. An account that is disturbed by any change has two versions: everything
/// goes on, or the disturbance is paid. The answer is exact where prices are linear; a member who comes twice
/// in a chain is priced for each run by itself.
///
/// - Complexity: O(*segments* + *KAMs* × *cells*²) an account, without allocation.
/// - Source: dynamic programs over interval matrices, `docs/decisions/0015-matrix-by-chain-prices.md`.
struct ChainSearch: Sendable {
    /// What changes and joint hours cost, under a budget of each.
    struct Rates: Sendable, Equatable {
        var change = 0.0
        var jointHour = 0.0
    }

    /// One run of the best chain.
    struct Piece: Sendable {
        /// The first and the last cell, counted from the account's first.
        var first = 0
        var last = 0
        var member = 0
        /// With those of joining.
        var hours = 0.0
        var cost = 0.0
        var joins = false
        var changes = 0
    }

    /// The best segment of a slot.
    struct Least: Sendable {
        var single = Double.infinity
        var joined = Double.infinity
        var singleAt = -1
        var joinedAt = -1

        mutating func take(_ other: Least) {
            if other.single < single { (single, singleAt) = (other.single, other.singleAt) }
            if other.joined < joined { (joined, joinedAt) = (other.joined, other.joinedAt) }
        }
    }

    /// How the chain came to a border.
    private struct Step: Sendable {
        var first = 0
        var comesFromLed = false
        var joins = false
        var segment = -1
    }

    let problem: AssignmentProblem
    let table: SegmentTable
    /// The loss of each KAM of the account but for hours and changes, set by the caller before a search: infinite forbids.
    var answers: [Double] = []
    /// The members who may not lead in the account, `[member]`; read where `hasBlocked` is set.
    var blocked: [Bool]
    var hasBlocked = false

    /// The best chain that was found.
    private(set) var pieces: [Piece]
    private(set) var pieceCount = 0
    /// The entry of its KAM in the table of KAMs; −1 for none.
    private(set) var kam = -1
    /// Whether the account's disturbance is paid.
    private(set) var isDisturbed = false

    private(set) var kept: [Least]
    private(set) var free: [Least]
    private(set) var merged: [Least]
    private(set) var open: [Double]
    private(set) var led: [Double]
    private var steps: [Step]
    /// Whether the open state of a border came from a led one.
    private var openFromLed: [Bool]
    private(set) var nobody: [Double]

    init(_ problem: AssignmentProblem, _ table: SegmentTable) {
        self.problem = problem
        self.table = table
        let cells = table.mostCells
        blocked = Array(repeating: false, count: problem.memberCount)
        pieces = Array(repeating: Piece(), count: cells)
        kept = Array(repeating: Least(), count: cells * (cells + 1) / 2)
        free = kept
        merged = kept
        open = Array(repeating: 0, count: cells + 1)
        led = open
        nobody = open
        steps = Array(repeating: Step(), count: cells + 1)
        openFromLed = Array(repeating: false, count: cells + 1)
    }

    /// Gives each KAM of an account its cost and a price for the account, `[member]`, and room in `answers`.
    mutating func prepareAnswers(_ account: Int, counts: [Double]) {
        let entries = problem.kams.entries(of: account)
        while answers.count < entries.count { answers.append(0) }
        for (offset, entry) in entries.enumerated() {
            answers[offset] = problem.kams.costs[entry] + counts[Int(problem.kams.members[entry])]
        }
    }

    /// Keeps a member out of the next search of an account.
    mutating func ban(_ member: Int, from account: Int) {
        if !hasBlocked {
            hasBlocked = true
            for index in blocked.indices { blocked[index] = false }
        }
        blocked[member] = true
        if let entry = problem.kams.entry(row: account, member: member) {
            answers[entry - problem.kams.starts[account]] = .infinity
        }
    }

    /// Finds the best chain of an account; `pieces`, `kam` and `isDisturbed` then hold it.
    ///
    /// - Parameters:
    ///   - account: The account, prepared by `prepareAnswers`.
    ///   - pricing: What hours cost.
    ///   - rates: What changes and joint hours cost.
    ///   - isKept: Whether nothing may change that could go on.
    /// - Returns: The loss under the prices, disturbance included.
    mutating func search<Pricing: HourPricing>(
        _ account: Int, _ pricing: Pricing, _ rates: Rates, isKept: Bool = false
    ) -> Double {
        let cells = problem.cells(of: account)
        scan(account, cells, pricing, rates)
        priceAnswers(account, pricing, rates)
        let disturbance = problem.present.disturbance[account]
        var best = (loss: Double.infinity, kam: -2)
        if !isKept {
            best = mode(account, cells, pricing, rates, isKept: false)
            best.loss += disturbance
        }
        isDisturbed = !isKept && disturbance > 0
        if disturbance > 0 || isKept {
            let staying = mode(account, cells, pricing, rates, isKept: true)
            if isKept || staying.loss <= best.loss { (best, isDisturbed) = (staying, false) }
        }
        guard best.loss < .infinity else { return .infinity }
        kam = best.kam
        prepare(account, cells, rates, isKept: isKept || (disturbance > 0 && !isDisturbed))
        if kam >= 0 { mergeOwn(kam, cells, pricing, rates, isKept: isKept || (disturbance > 0 && !isDisturbed)) }
        _ = chain(cells, rates)
        collect(account, cells)
        return best.loss
    }

    // MARK: - The best segment of each slot

    mutating func scan<Pricing: HourPricing>(
        _ account: Int, _ cells: Range<Int>, _ pricing: Pricing, _ rates: Rates
    ) {
        var slot = table.slotStarts[account]
        var place = 0
        for last in 0..<cells.count {
            for first in 0...last {
                let joint = first > 0 ? problem.jointHours[cells.lowerBound + first] : -1
                let (begin, split, end) = (table.starts[slot], table.splits[slot], table.starts[slot + 1])
                let staying = least(begin..<split, joint, pricing, 0)
                kept[place] = staying
                var all = staying
                if split < end { all.take(least(split..<end, joint, pricing, rates.change)) }
                free[place] = all
                slot += 1
                place += 1
            }
        }
    }

    @inline(__always)
    private func least<Pricing: HourPricing>(
        _ range: Range<Int>, _ joint: Double, _ pricing: Pricing, _ change: Double
    ) -> Least {
        var least = Least()
        for index in range {
            let member = Int(table.members[index])
            if hasBlocked && blocked[member] { continue }
            let hours = table.hours[index]
            let cost = change == 0 ? table.costs[index] : table.costs[index] + change * Double(table.changes[index])
            let single = cost + pricing.loss(member, hours)
            if single < least.single { (least.single, least.singleAt) = (single, index) }
            guard joint >= 0 else { continue }
            let joined = cost + pricing.loss(member, hours + joint)
            if joined < least.joined { (least.joined, least.joinedAt) = (joined, index) }
        }
        return least
    }

    mutating func priceAnswers<Pricing: HourPricing>(_ account: Int, _ pricing: Pricing, _ rates: Rates) {
        let present = problem.present.kams[account]
        let entries = problem.kams.entries(of: account)
        for (offset, entry) in entries.enumerated() where answers[offset] < .infinity {
            let member = Int(problem.kams.members[entry])
            answers[offset] += pricing.loss(member, problem.kams.hours[entry])
            if let present, present != member { answers[offset] += rates.change }
        }
    }

    // MARK: - KAMs

    /// The best KAM of an account in one version, and the loss without disturbance.
    private mutating func mode<Pricing: HourPricing>(
        _ account: Int, _ cells: Range<Int>, _ pricing: Pricing, _ rates: Rates, isKept: Bool
    ) -> (loss: Double, kam: Int) {
        prepare(account, cells, rates, isKept: isKept)
        let base = chain(cells, rates)
        guard problem.needsKAM[account] else { return (base, -1) }
        let present = problem.present.kams[account]
        let entries = problem.kams.entries(of: account)
        var best = (loss: Double.infinity, kam: -1)
        if !(isKept && present != nil) {
            best.loss = problem.kamValue[account] + (present == nil ? 0 : rates.change) + base
        }
        var hasOwn = false
        for (offset, entry) in entries.enumerated() {
            if isKept, let present, Int(problem.kams.members[entry]) != present { continue }
            if answers[offset] + base < best.loss { best = (answers[offset] + base, entry) }
            hasOwn = hasOwn || table.ownStarts[entry] < table.ownStarts[entry + 1]
        }
        guard hasOwn else { return best }
        // What the own segments of all KAMs together would bring bounds what those of one can.
        for entry in entries { mergeOwn(entry, cells, pricing, rates, isKept: isKept) }
        let hope = chain(cells, rates)
        guard hope < base else { return best }
        for (offset, entry) in entries.enumerated() where table.ownStarts[entry] < table.ownStarts[entry + 1] {
            if isKept, let present, Int(problem.kams.members[entry]) != present { continue }
            guard answers[offset] + hope < best.loss else { continue }
            prepare(account, cells, rates, isKept: isKept)
            mergeOwn(entry, cells, pricing, rates, isKept: isKept)
            let loss = answers[offset] + chain(cells, rates)
            if loss < best.loss { best = (loss, entry) }
        }
        return best
    }

    /// Begins a version with the segments of everybody.
    mutating func prepare(_ account: Int, _ cells: Range<Int>, _ rates: Rates, isKept: Bool) {
        for slot in 0..<cells.count * (cells.count + 1) / 2 { merged[slot] = isKept ? kept[slot] : free[slot] }
        for (offset, cell) in cells.enumerated() {
            let isPresent = problem.present.leads[cell] != nil
            nobody[offset] =
                isPresent ? (isKept ? .infinity : problem.value[cell] + rates.change) : problem.value[cell]
        }
    }

    /// Adds the own segments of a KAM; they are numbered below −1.
    mutating func mergeOwn<Pricing: HourPricing>(
        _ entry: Int, _ cells: Range<Int>, _ pricing: Pricing, _ rates: Rates, isKept: Bool
    ) {
        let range = table.ownStarts[entry]..<table.ownStarts[entry + 1]
        guard !range.isEmpty else { return }
        let member = Int(problem.kams.members[entry])
        guard !(hasBlocked && blocked[member]) else { return }
        let answering = problem.kams.hours[entry]
        let answerLoss = pricing.loss(member, answering)
        for index in range {
            let changes = table.ownChanges[index]
            if isKept && changes > 0 { continue }
            let slot = Int(table.ownSlots[index])
            let cost = table.ownCosts[index] + rates.change * Double(changes) - answerLoss
            let hours = answering + table.ownHours[index]
            let single = cost + pricing.loss(member, hours)
            if single < merged[slot].single { (merged[slot].single, merged[slot].singleAt) = (single, -2 - index) }
            let first = firstCell(ofSlot: slot)
            guard first > 0 else { continue }
            let joined = cost + pricing.loss(member, hours + problem.jointHours[cells.lowerBound + first])
            if joined < merged[slot].joined { (merged[slot].joined, merged[slot].joinedAt) = (joined, -2 - index) }
        }
    }

    private func firstCell(ofSlot slot: Int) -> Int {
        var last = 0
        while (last + 1) * (last + 2) / 2 <= slot { last += 1 }
        return slot - last * (last + 1) / 2
    }

    // MARK: - The shortest path

    mutating func chain(_ cells: Range<Int>, _ rates: Rates) -> Double {
        (open[0], led[0]) = (0, .infinity)
        var slot = 0
        for last in 0..<cells.count {
            openFromLed[last + 1] = led[last] < open[last]
            open[last + 1] = min(led[last], open[last]) + nobody[last]
            var best = Double.infinity
            var step = Step()
            for first in 0...last {
                let here = merged[slot]
                let fresh = open[first] + here.single
                if fresh < best {
                    best = fresh
                    step = Step(first: first, comesFromLed: false, joins: false, segment: here.singleAt)
                }
                slot += 1
                guard first > 0 else { continue }
                let cell = cells.lowerBound + first
                let border = problem.handoffLoss[cell]
                let handed = led[first] + here.single + border
                if handed < best {
                    best = handed
                    step = Step(first: first, comesFromLed: true, joins: false, segment: here.singleAt)
                }
                let joined =
                    led[first] + here.joined + border * (1 - problem.jointSaving[cell])
                    + rates.jointHour * problem.jointHours[cell]
                if joined < best {
                    best = joined
                    step = Step(first: first, comesFromLed: true, joins: true, segment: here.joinedAt)
                }
            }
            led[last + 1] = best
            steps[last + 1] = step
        }
        return min(led[cells.count], open[cells.count])
    }

    /// Walks back along the path, merging neighbours of one member.
    private mutating func collect(_ account: Int, _ cells: Range<Int>) {
        pieceCount = 0
        var border = cells.count
        var isLed = led[border] <= open[border]
        while border > 0 {
            guard isLed else {
                isLed = openFromLed[border]
                border -= 1
                continue
            }
            let step = steps[border]
            pieces[pieceCount] = piece(step, last: border - 1, cells)
            pieceCount += 1
            (border, isLed) = (step.first, step.comesFromLed)
        }
        pieces[0..<pieceCount].reverse()
        mergeNeighbours(cells)
    }

    private func piece(_ step: Step, last: Int, _ cells: Range<Int>) -> Piece {
        let joint = step.joins ? problem.jointHours[cells.lowerBound + step.first] : 0
        guard step.segment < -1 else {
            return Piece(
                first: step.first, last: last, member: Int(table.members[step.segment]),
                hours: table.hours[step.segment] + joint, cost: table.costs[step.segment], joins: step.joins,
                changes: Int(table.changes[step.segment]))
        }
        let own = -2 - step.segment
        return Piece(
            first: step.first, last: last, member: Int(problem.kams.members[kam]),
            hours: table.ownHours[own] + joint, cost: table.ownCosts[own], joins: step.joins,
            changes: Int(table.ownChanges[own]))
    }

    /// Nobody hands over to itself, nor joins itself.
    private mutating func mergeNeighbours(_ cells: Range<Int>) {
        var count = 0
        for index in 0..<pieceCount {
            var piece = pieces[index]
            if count > 0, pieces[count - 1].member == piece.member, pieces[count - 1].last + 1 == piece.first {
                if piece.joins { piece.hours -= problem.jointHours[cells.lowerBound + piece.first] }
                pieces[count - 1].last = piece.last
                pieces[count - 1].hours += piece.hours
                pieces[count - 1].cost += piece.cost
                pieces[count - 1].changes += piece.changes
            } else {
                pieces[count] = piece
                count += 1
            }
        }
        pieceCount = count
    }
}
