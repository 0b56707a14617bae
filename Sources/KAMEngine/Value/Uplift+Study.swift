internal import KAMModel

extension Uplift {
    /// The uplift measured on past portfolios and shrunk to the policy's belief, or that belief where it cannot be measured.
    ///
    /// share = w·measured + (1 − w)·belief with w = τ² ÷ (τ² + se²), τ the policy's doubt and se the standard error; its
    /// interval is that of the posterior. Without doubt in the policy nothing is measured against it.
    init(_ snapshot: Snapshot, policy: Policy, past: [PastPortfolio]) {
        let economics = policy.economics
        let study = UpliftStudy(snapshot, policy: policy, past: past)
        let spread = Normal.tenth * economics.upliftDoubt
        let belief = Estimate(
            low: economics.upliftIfKey - spread, value: economics.upliftIfKey, high: economics.upliftIfKey + spread)
        guard economics.upliftDoubt > 0, let result = study.result() else {
            self.init(
                share: belief, isMeasured: false, treated: study.treated, controls: study.controls,
                reason: Uplift.assumed(study, economics, past))
            return
        }
        let prior = economics.upliftDoubt * economics.upliftDoubt
        let noise = result.error * result.error
        let weight = prior / (prior + noise)
        let share = weight * result.share + (1 - weight) * economics.upliftIfKey
        let half = Normal.tenth * (weight * noise).squareRoot()
        guard share > 0 else {
            self.init(
                share: belief, isMeasured: false, treated: study.pairs.count, controls: study.controls,
                reason: Uplift.contradicted(study, result, economics))
            return
        }
        self.init(
            share: Estimate(low: share - half, value: share, high: share + half), isMeasured: true,
            treated: study.pairs.count, controls: study.controls,
            reason: Uplift.measured(study, result, share: share, weight: weight, economics))
    }

    private static func assumed(_ study: UpliftStudy, _ economics: EconomicPolicy, _ past: [PastPortfolio]) -> Reason {
        let share = Wording.percent(economics.upliftIfKey)
        let english: String
        let japanese: String
        if economics.upliftDoubt <= 0 {
            english = "the policy leaves no doubt about it (economics.uplift_doubt is 0)"
            japanese = "ポリシーに不確かさの指定がない(economics.uplift_doubtが0)"
        } else if past.isEmpty {
            english = "no earlier portfolio is stored"
            japanese = "過去のポートフォリオがない"
        } else if study.late == past.count {
            english = "the earlier portfolios were made after their quarters, so nobody was managed by them"
            japanese = "過去の選定は対象四半期の終了後に作成されており、実際の管理に使われていない"
        } else {
            english =
                "\(study.pairs.count) accounts that became key and have a quarter since could be compared, with "
                + "\(study.controls) others; \(UpliftStudy.Needs.treated) and \(UpliftStudy.Needs.controls) are needed"
            japanese =
                "キーアカウントになって1四半期以上経ち比較できるのは\(study.pairs.count)社、比較対象は\(study.controls)社で、"
                + "\(UpliftStudy.Needs.treated)社と\(UpliftStudy.Needs.controls)社が必要"
        }
        return Reason(
            "uplift_assumed",
            Phrase(
                "The uplift of managing an account as key, \(share), is assumed, not measured: \(english).",
                ja: "キーアカウント管理による上乗せ\(share)は測定値ではなく想定値。理由: \(japanese)。"),
            figures: [
                "uplift": economics.upliftIfKey, "treated": Double(study.pairs.count),
                "controls": Double(study.controls),
            ])
    }

    /// What is said where the past speaks against key management: the belief is kept, for nothing could be ranked by a loss.
    private static func contradicted(
        _ study: UpliftStudy, _ result: UpliftStudy.Result, _ economics: EconomicPolicy
    ) -> Reason {
        let belief = Wording.percent(economics.upliftIfKey)
        let (share, error) = (Wording.percent(abs(result.share)), Wording.percent(result.error))
        return Reason(
            "uplift_contradicted",
            Phrase(
                "The uplift of managing an account as key, \(belief), is assumed, not measured, and the past speaks against it: "
                    + "\(Wording.count(study.pairs.count, "account")) that became key sold \(share) less (standard error \(error)) "
                    + "than \(study.controls) like them. Find out why before relying on the gains below.",
                ja: "キーアカウント管理による上乗せ\(belief)は測定値ではなく想定値で、過去の実績と矛盾する。キーアカウントになった"
                    + "\(study.pairs.count)社の受注額は、似た\(study.controls)社を\(share)(標準誤差\(error))下回った。"
                    + "以下の増分を使う前に原因を確かめること。"),
            figures: [
                "uplift": economics.upliftIfKey, "measured": result.share, "standard_error": result.error,
                "treated": Double(study.pairs.count), "controls": Double(study.controls),
            ])
    }

    private static func measured(
        _ study: UpliftStudy, _ result: UpliftStudy.Result, share: Double, weight: Double, _ economics: EconomicPolicy
    ) -> Reason {
        let differs = abs(result.placebo) > 2 * result.placeboError
        let (put, found, error) = (
            Wording.percent(share), Wording.percent(abs(result.share)), Wording.percent(result.error)
        )
        let (belief, part, before) = (
            Wording.percent(economics.upliftIfKey), Wording.percent(weight), Wording.percent(result.placebo)
        )
        return Reason(
            "uplift_measured",
            Phrase(
                "The uplift of managing an account as key is put at \(put): measured, "
                    + "\(Wording.count(study.pairs.count, "account")) that became key sold \(found) "
                    + "\(result.share < 0 ? "less" : "more") (standard error \(error)) than \(study.controls) like them in "
                    + "segment and level would have, which counts \(part) against the belief of \(belief). "
                    + (differs ? "Beware: before" : "Before")
                    + " they were key the two already differed by \(before). Who became key was chosen, not drawn, so part of "
                    + "it may be the choice; the stored portfolios are taken as carried out.",
                ja: "キーアカウント管理による上乗せは\(put)とする。測定では、キーアカウントになった\(study.pairs.count)社の受注額は、"
                    + "業種と規模の似た\(study.controls)社を\(found)(標準誤差\(error))\(result.share < 0 ? "下" : "上")回った。"
                    + "これを想定値\(belief)に対し重み\(part)で用いる。"
                    + (differs ? "注意: " : "")
                    + "キーアカウントになる前の差は\(before)。対象は無作為ではなく選ばれたため、選定の影響を含みうる。"
                    + "保存された選定は実施されたものとみなす。"),
            figures: [
                "uplift": share, "measured": result.share, "standard_error": result.error, "weight": weight,
                "belief": economics.upliftIfKey, "placebo": result.placebo, "placebo_error": result.placeboError,
                "treated": Double(study.pairs.count), "controls": Double(study.controls),
            ])
    }
}
