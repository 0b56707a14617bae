import KAMModel
import KAMPlanner

/// The rules of single cells for a terminal.
struct PinListView {
    let document: PinListDocument
    var language = Language.english

    var text: String {
        guard !document.pins.isEmpty else { return language("No rule holds.", ja: "有効なルールはない。") }
        var table = Table(
            language("id", ja: "番号"), language("quarter", ja: "四半期"), language("rule", ja: "種類"),
            language("account", ja: "取引先"), language("stage", ja: "ステージ"), language("member", ja: "メンバー"),
            language("by", ja: "設定者"), language("made", ja: "設定日時"), language("why", ja: "理由"),
            language("withdrawn", ja: "取消"))
        for pin in document.pins {
            table.add(
                pin.id, pin.quarter.description, PinView.kind(pin.kind, language), pin.account.raw,
                pin.stage.map { StageWords.title($0, language) } ?? "KAM", pin.member.raw, pin.madeBy, pin.madeAt,
                pin.reason, pin.withdrawal.map { "\($0.madeAt) \($0.madeBy): \($0.reason)" } ?? "–")
        }
        return table.text
    }
}

/// One rule for a terminal.
enum PinView {
    static func added(_ pin: PinDocument, _ language: Language) -> String {
        language(
            "\(sentence(pin, language)) in \(pin.quarter).\nIt holds from the next matrix on, until kam pin remove \(pin.id)",
            ja: "\(pin.quarter):\(sentence(pin, language))。\n次のマトリックスから有効。取消は kam pin remove \(pin.id)")
    }

    static func removed(_ pin: PinDocument, _ language: Language) -> String {
        language(
            "Withdrawn: \(sentence(pin, language)) in \(pin.quarter). It stays on record.",
            ja: "取り消した(\(pin.quarter)):\(sentence(pin, language))。記録は残る。")
    }

    static func kind(_ kind: MatrixRule.Kind, _ language: Language) -> String {
        switch kind {
        case .pin: language("pin", ja: "固定")
        case .forbid: language("forbid", ja: "禁止")
        }
    }

    private static func sentence(_ pin: PinDocument, _ language: Language) -> String {
        let stage = pin.stage.map { StageWords.title($0, language) } ?? "KAM"
        return switch pin.kind {
        case .pin:
            language("\(pin.account) \(stage) is held to \(pin.member)", ja: "\(pin.account)の\(stage)は\(pin.member)に固定")
        case .forbid:
            language(
                "\(pin.account) \(stage) is forbidden to \(pin.member)", ja: "\(pin.account)の\(stage)は\(pin.member)に禁止")
        }
    }
}
