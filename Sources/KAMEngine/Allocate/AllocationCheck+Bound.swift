extension AllocationCheck {
    /// What no allocation can exceed, by the prices that the solution carries; nothing when it carries none.
    ///
    /// Each rule is replaced by its price, and every quantity then takes the better end of its own range: the greatest
    /// value of that is at least the value of every allocation that keeps the rules (weak duality).
    public var certifiedBound: Double? {
        guard let prices = solution.certificate, hasShape(prices) else { return nil }
        return LagrangianBound(problem: problem, prices: prices).value
    }

    private func hasShape(_ prices: AllocationPrices) -> Bool {
        let stages = problem.stages.count
        return prices.hour.count == stages && prices.generalHour.count == stages
            && [prices.flow, prices.service].allSatisfy { rows in
                rows.count == problem.classes.count && rows.allSatisfy { $0.count == stages }
            }
            && prices.memberHour.count == problem.members.count && prices.movableHour.count == problem.members.count
    }
}

/// The value of the program with its rules replaced by prices.
struct LagrangianBound {
    let problem: AllocationProblem
    let prices: AllocationPrices

    var value: Double {
        var sum = 0.0
        for (index, customers) in problem.classes.enumerated() { sum += classPart(index, customers) }
        for (index, member) in problem.members.enumerated() { sum += memberPart(index, member) }
        return sum
    }

    private func hour(_ stage: Int) -> Double { max(0, prices.hour[stage]) }
    private func generalHour(_ stage: Int) -> Double { max(0, prices.generalHour[stage]) }
    private func flow(_ index: Int, _ stage: Int) -> Double { max(0, prices.flow[index][stage]) }
    private func service(_ index: Int, _ stage: Int) -> Double { min(0, prices.service[index][stage]) }

    private func classPart(_ index: Int, _ customers: CustomerClass) -> Double {
        let last = problem.stages.count - 1
        var sum = 0.0
        var arriving = 0.0
        for stage in problem.stages.indices {
            let own = (stage == 0 ? customers.supply : 0) + customers.openWork[stage]
            arriving = own + (stage == 0 ? 0 : arriving * customers.conversion[stage - 1])
            let demanded = arriving * customers.effort[stage] + customers.careHours[stage]
            let promised = customers.minimumService[stage] * demanded
            let hourly = hour(stage) + (customers.isKey ? 0 : generalHour(stage)) + service(index, stage)
            let share = problem.winStage == last ? customers.conversion[last] : 1
            var served = -customers.effort[stage] * hourly - flow(index, stage)
            if stage == last {
                served += customers.marginPerWin * share
            } else {
                served += customers.conversion[stage] * flow(index, stage + 1)
            }
            sum += own * flow(index, stage) + promised * service(index, stage) + arriving * max(0, served)
            sum += customers.careHours[stage] * max(0, customers.careValue[stage] - hourly)
            sum += promised * max(0, -problem.shortfallPrice - service(index, stage))
        }
        return sum
    }

    private func memberPart(_ index: Int, _ member: AllocationMember) -> Double {
        let hourPrice = max(0, prices.memberHour[index])
        let movePrice = max(0, prices.movableHour[index])
        let movable = member.capacity * member.movableShare
        var sum = hourPrice * max(0, member.capacity - member.baseline.reduce(0, +)) + movePrice * movable
        for stage in problem.stages.indices {
            let price = hour(stage) + (member.servesKeyOnly ? 0 : generalHour(stage))
            let produced = member.proficiency[stage] * price
            let entering = produced * (1 - member.learningLoss[stage]) - member.moveCost - hourPrice - movePrice
            sum += produced * member.baseline[stage] + movable * max(0, entering)
            if movable > 0 { sum += member.baseline[stage] * max(0, hourPrice - produced) }
        }
        return sum
    }
}
