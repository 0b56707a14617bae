import KAMModel
import KAMPlanner

/// What accounts are worth, for a terminal: a list, or one account with its years.
struct ValueView {
    let document: ValueDocument
    /// Whether to list every account, and not the best twenty.
    let showsAll: Bool
    /// Whether one account was asked for.
    let isOne: Bool
    let language: Language

    var text: String {
        let body = isOne ? document.accounts.map { AccountValueLines($0, language).text } : [table]
        return ([heading] + body + [uplift, assumptions]).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var heading: String {
        language(
            "Lifetime values for \(document.quarter) over \(document.horizonYears) years · data as of "
                + "\(document.provenance.asOf)",
            ja: "\(document.quarter) の顧客生涯価値(LTV)、\(document.horizonYears)年間・データ基準日 \(document.provenance.asOf)")
    }

    private var table: String {
        let shown = showsAll ? document.accounts : Array(document.accounts.prefix(20))
        var table = Table(
            language(">rank", ja: ">順位"), language("account", ja: "取引先"), language(">value", ja: ">LTV"),
            language("80 % interval", ja: "80 %区間"), language(">cost to serve", ja: ">対応費用"),
            language(">gain if key", ja: ">キー化の増分"), language("model", ja: "モデル"))
        let titles = AccountTitles(document.accounts.map(\.name))
        for row in shown {
            table.add(
                String(row.rank), titles.title(row.account, row.name), row.lifetimeValue.value.text(language),
                row.lifetimeValue.range(language),
                row.costToServe.text(language), row.gainIfKey.value.text(language), row.model.name(in: language))
        }
        let models = Dictionary(grouping: document.accounts, by: \.model).map { ($0.value.count, $0.key) }
            .sorted { ($1.0, $0.1.rawValue) < ($0.0, $1.1.rawValue) }
        let counts = models.map { "\($0.1.name(in: language)) \($0.0)" }.joined(separator: language(", ", ja: "、"))
        return
            ([table.text] + Paragraph.more(document.accounts.count - shown.count, language, ja: "社")
            + [language("  Models used: \(counts)", ja: "  使用モデル:\(counts)")]).joined(separator: "\n")
    }

    private var uplift: String {
        UpliftLine(document.uplift, language).text
    }

    private var assumptions: String {
        let sentences = language == .japanese ? document.assumptionsJa : document.assumptions
        return Paragraph.assumptions(sentences, language, atMost: showsAll ? .max : 12)
    }
}

/// How much more an account brings as key, in a line.
struct UpliftLine {
    let text: String

    init(_ uplift: Uplift, _ language: Language) {
        let share = uplift.share.percent(language)
        let how =
            uplift.isMeasured
            ? language(
                "measured on \(uplift.treated) key accounts and \(uplift.controls) others",
                ja: "実績から推定:キーアカウント\(uplift.treated)社、比較対象\(uplift.controls)社")
            : language("assumed, not measured", ja: "想定値(実測ではない)")
        text = language("Uplift as key: \(share), \(how).", ja: "キー化による上乗せ:\(share)、\(how)。")
    }
}

/// The value of one account with the years it is made of.
struct AccountValueLines {
    let text: String

    init(_ row: ValueDocument.Row, _ language: Language) {
        let heading = language(
            "\(row.name): \(row.lifetimeValue.value.text) (80 %: \(row.lifetimeValue.range(language))), rank \(row.rank)",
            ja: "\(row.name):\(row.lifetimeValue.value.text(language))(80 %区間 \(row.lifetimeValue.range(language)))、"
                + "\(row.rank)位")
        let model = language("  Model: ", ja: "  モデル:") + row.reason[language]
        // What the plain formula expects a year is not what the other models do: their years are in the table.
        let buys =
            row.model == .formula
            ? language(
                "Expected to buy \(row.runRate.text) a year, discounted", ja: "年間購入見込み\(row.runRate.text(language))、割引率"
            )
            : language("Discounted", ja: "割引率")
        let quarters = row.observedQuarters
        let rates = language(
            "  \(buys) at \((row.discountRate * 100).text(1)) % a year; \(quarters) quarter\(quarters == 1 ? "" : "s") of "
                + "history",
            ja: "  \(buys)年\((row.discountRate * 100).text(1)) %、履歴\(quarters)四半期")
        let gain = language(
            "  Open pipeline: \(row.pipelineValue.text). Managed as key it gains \(row.gainIfKey.value.text) "
                + "(80 %: \(row.gainIfKey.range(language))) at a merit of 50.",
            ja: "  進行中の商談:\(row.pipelineValue.text(language))。キー化の増分(総合スコア50の場合)は"
                + "\(row.gainIfKey.value.text(language))(80 %区間 \(row.gainIfKey.range(language)))。")
        text = [heading, model, rates, Self.cash(row, language), gain].joined(separator: "\n")
    }

    /// The years, what they sum to, and how that is the value and its cost.
    private static func cash(_ row: ValueDocument.Row, _ language: Language) -> String {
        var table = Table(
            language(">year", ja: ">年"), language(">survival", ja: ">継続率"), language(">revenue", ja: ">売上"),
            language(">margin", ja: ">粗利"), language(">discount", ja: ">割引係数"),
            language(">margin today", ja: ">粗利の現在価値"), language(">cost to serve", ja: ">対応費用"),
            language(">worth today", ja: ">差引現在価値"))
        let currency = row.runRate.currency
        func money(_ amount: Double) -> String { Money(amount, currency).text(language) }
        for year in row.cash {
            table.add(
                String(year.year), year.survival.percent, year.revenue.text(language), year.margin.text(language),
                year.discountFactor.text(3), money(year.discountFactor * year.margin.amount),
                year.costToServe.text(language), year.contribution.text(language))
        }
        let worth = row.cash.reduce(0) { $0 + $1.contribution.amount }
        table.add(
            language("sum", ja: "計"), "", "", "", "", row.lifetimeValue.value.text(language), "", money(worth))
        let served = row.cash.reduce(0) { $0 + $1.discountFactor * $1.costToServe.amount }
        let once = max(0, row.costToServe.amount - served)
        return table.text + "\n"
            + language(
                "  The sum of the margins today is the value. Serving it costs \(money(served)) in today's money, and the "
                    + "hours of the open pipeline \(money(once)).",
                ja: "  粗利の現在価値の計がLTV。対応費用の現在価値は\(money(served))、このほか進行中の商談の工数に\(money(once))。")
    }
}

/// A back-test for a terminal.
struct BacktestView {
    let document: BacktestDocument
    let language: Language

    var text: String {
        guard !document.tests.isEmpty else {
            return language("No history is long enough for a back-test.", ja: "バックテストに足りる履歴がない。")
        }
        return document.tests.map(section).joined(separator: "\n\n")
    }

    private func section(_ test: BacktestDocument.Test) -> String {
        let isMoney = test.measure == .amount
        func number(_ value: Double?) -> String {
            guard let value else { return "–" }
            return isMoney ? Money(value, document.currency).text(language) : value.text(1)
        }
        let what = isMoney ? language("amount won", ja: "受注額") : language("purchases", ja: "購入回数")
        let heading = language(
            "Back-test of the \(what): \(test.accounts) accounts as known on \(test.splitDay), the \(test.holdoutDays) "
                + "days after; actual \(number(test.actual))",
            ja: "\(what)のバックテスト:\(test.splitDay)時点の\(test.accounts)社、その後の\(test.holdoutDays)日間。実績"
                + number(test.actual))
        var table = Table(
            language("model", ja: "モデル"), language(">predicted", ja: ">予測"), language(">bias", ja: ">偏り"),
            language(">mean abs. error", ja: ">平均絶対誤差"), language(">RMSE", ja: ">RMSE"),
            language(">in 80 % interval", ja: ">80 %区間内"), "")
        for row in test.rows {
            table.add(
                title(row.model), number(row.predicted), row.bias?.percent ?? "–", number(row.meanAbsoluteError),
                number(row.rootMeanSquareError), row.intervalCoverage?.percent ?? "–",
                row.model == test.winner ? language("best", ja: "最良") : "")
        }
        let notes = test.rows.compactMap { row -> String? in
            let note = language == .japanese ? row.noteJa ?? row.note : row.note
            return note.map { "  • \(title(row.model)): \($0)" }
        }
        return ([heading, table.text, "  " + test.verdict[language]] + notes).joined(separator: "\n")
    }

    private func title(_ model: String) -> String {
        if let known = LifetimeModel(rawValue: model) { return known.name(in: language) }
        return switch model {
        case "naive_repeat": language("naive: the same again", ja: "単純予測:前期と同じ")
        case "naive_mean": language("naive: the mean of all", ja: "単純予測:全体の平均")
        default: model
        }
    }
}
