import KAMModel
import KAMPlanner

/// The stored plans for a terminal.
struct PlanListView {
    let document: PlanListDocument

    var text: String {
        guard !document.plans.isEmpty else { return "No plans are stored yet." }
        var table = Table("id", "kind", "quarter", "status", ">objective", ">gap", "made")
        for plan in document.plans {
            table.add(
                plan.id.raw, plan.kind.rawValue, plan.quarter.description, plan.status.rawValue, plan.objective.text,
                plan.gap.map { $0.percent } ?? "–", plan.createdAt)
        }
        return table.text
    }
}

/// The difference of two plans for a terminal.
struct PlanDifferenceView {
    let difference: PlanDifference

    var text: String {
        var lines = ["\(difference.kind.rawValue) \(difference.before) → \(difference.after)"]
        if let objective = difference.objective { lines.append("objective: \(objective.text) more") }
        guard !difference.changes.isEmpty else { return (lines + ["Nothing differs."]).joined(separator: "\n") }
        var table = Table("what", "before", "after")
        for change in difference.changes { table.add(change.subject, change.before ?? "–", change.after ?? "–") }
        return (lines + ["\(difference.changes.count) differences", table.text]).joined(separator: "\n")
    }
}
