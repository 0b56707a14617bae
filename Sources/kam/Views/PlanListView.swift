import KAMModel
import KAMPlanner

/// The stored plans for a terminal.
struct PlanListView {
    let document: PlanListDocument
    var language = Language.english

    var text: String {
        guard !document.plans.isEmpty else {
            return language("No plans are stored yet.", ja: "保存された計画はまだない。")
        }
        var table = Table(
            language("id", ja: "計画番号"), language("kind", ja: "種類"), language("quarter", ja: "四半期"),
            language("status", ja: "結果区分"), language(">objective", ja: ">目的関数値"), language(">gap", ja: ">ギャップ"),
            language("made", ja: "作成日時"))
        for plan in document.plans {
            table.add(
                plan.id.raw, PlanWords.kind(plan.kind, language), plan.quarter.description,
                PlanWords.status(plan.status, language), plan.objective?.text(language) ?? "–",
                plan.gap.map { $0.percent } ?? "–", plan.createdAt)
        }
        return table.text
    }
}

/// The difference of two plans for a terminal.
struct PlanDifferenceView {
    let difference: PlanDifference
    var showsAll = false
    var language = Language.english

    var text: String {
        var lines = ["\(PlanWords.kind(difference.kind, language)) \(difference.before) → \(difference.after)"]
        if let objective = difference.objective {
            lines.append(
                language("objective: \(objective.text) more", ja: "目的関数値の差:\(objective.text(language))"))
        }
        if let matrix = difference.matrix {
            return (lines + [MatrixDifferenceLines(matrix, language, showsAll: showsAll).text]).joined(separator: "\n")
        }
        let changes = difference.changes
        guard !changes.isEmpty else {
            return (lines + [language("Nothing differs.", ja: "違いはない。")]).joined(separator: "\n")
        }
        var table = Table(
            language("what", ja: "対象"), language("before", ja: "変更前"), language("after", ja: "変更後"))
        for change in changes {
            table.add(
                PlanWords.subject(change.subject, language),
                change.before.map { PlanWords.value($0, language) } ?? "–",
                change.after.map { PlanWords.value($0, language) } ?? "–")
        }
        let count = language(
            "\(changes.count) difference\(changes.count == 1 ? "" : "s")", ja: "違いは\(changes.count)件")
        return (lines + [count, table.text]).joined(separator: "\n")
    }
}

/// The words of stored plans; in English they are their keys.
enum PlanWords {
    static func kind(_ kind: Plan.Kind, _ language: Language) -> String {
        switch kind {
        case .portfolio: language(kind.rawValue, ja: "選定")
        case .matrix: language(kind.rawValue, ja: "マトリックス")
        case .allocation: language(kind.rawValue, ja: "時間配分")
        }
    }

    static func status(_ status: Outcome.Status, _ language: Language) -> String {
        switch status {
        case .optimal: language(status.rawValue, ja: "最適")
        case .feasible: language(status.rawValue, ja: "実行可能")
        case .infeasible: language(status.rawValue, ja: "実行不能")
        case .unknown: language(status.rawValue, ja: "不明")
        }
    }

    /// What differs, as `account A1`.
    static func subject(_ subject: String, _ language: Language) -> String {
        replaced(subject, ["account ": "取引先 ", "cell ": "セル ", "member ": "メンバー "], language)
    }

    /// How it was or is, as `KAM K1`.
    static func value(_ value: String, _ language: Language) -> String {
        replaced(value, ["key": "キーアカウント", "KAM nobody": "KAMなし", "nobody ": "なし "], language)
    }

    /// The text with the word at its start in Japanese.
    private static func replaced(_ text: String, _ words: [String: String], _ language: Language) -> String {
        guard language == .japanese, let word = words.first(where: { text.hasPrefix($0.key) }) else { return text }
        return word.value + text.dropFirst(word.key.count)
    }
}
