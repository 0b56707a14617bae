/// What `MatrixViewTests` expects, word for word.
enum MatrixViewSnapshots {
    static let matrixInEnglish = """
        Matrix for 2026Q2 from 2026-05-16: 2 key accounts, 2 cells, 1 of them open; loss against the ideal JPY 1,250,000
        not proved best: at most 1.6 % from the best · interrupted: the best so far · data as of 2026-03-31 · plan 01a20000-0000-7000-8000-000000000002

          1 change, forced by the events; it costs JPY 50,000.

        What moves (1):
          account  stage    before  after        hours
          ───────  ───────  ──────  ─────  ───────────
          A1       Closing  FS1     FS2    31.0 → 15.0

        These demands contradict each other:
          • 株式会社山田製作所 Expansion needs 40 h; Customer success has 22 h left.
            Cheapest repair: 18 h more of Ben Hale.

          account             asks for     KAM  Closing           Expansion
          ──────────────────  ───────────  ───  ────────────────  ─────────
          Acme Europe         en, level 3  KA1  FS2 31 +CS1 &FS3
          株式会社山田製作所  ja, level 3  KA2                    nobody 0
          Each cell: its lead, the lead's hours, and who joins from the stage that follows (+) or takes a share (&).

        Rivals, with their KAMs:
          • Machine makers: Acme Europe (KA1), 株式会社山田製作所 (KA2)

          member  name      hours  planned  used
          ──────  ────────  ─────  ───────  ────
          FS2     佐藤 健   400.0    310.0  78 %
          CS1     Ben Hale  380.0      0.0   0 %

        What is lost against the ideal:
          loss              amount
          ─────────  ─────────────
          handoff      JPY 250,000
          left open  JPY 1,000,000
          together   JPY 1,250,000

        Why this KAM:
          • Acme Europe / KAM: KA1 answers.
          • 株式会社山田製作所 / KAM: KA2 answers.

        Why this lead:
          • Acme Europe / Closing: 佐藤 健 leads Closing.
          • 株式会社山田製作所 / Expansion: Nobody can.

        Assumed, because the data does not tell:
          • At most 85 % of the hours.
        """

    static let matrixInJapanese = """
        2026Q2 のマトリックス(2026-05-16から):キーアカウント2社、2セル(うち担当未定1)、理想との差 1,250,000円
        最適性は未証明(最適値との差は最大1.6 %)・中断:それまでの最良・データ基準日 2026-03-31・計画番号 01a20000-0000-7000-8000-000000000002

          変更は1件で、すべて避けられない。費用は50,000円。

        変わるセルとKAM(1件):
          取引先  ステージ      変更前  変更後         時間
          ──────  ────────────  ──────  ──────  ───────────
          A1      クロージング  FS1     FS2     31.0 → 15.0

        次の要求は互いに矛盾する:
          • 株式会社山田製作所の拡大には40時間必要だが、カスタマーサクセスの残りは22時間。
            最小の対策:Ben Haleの時間を18時間増やす。

          取引先              条件         KAM  クロージング      アップセル/クロスセル
          ──────────────────  ───────────  ───  ────────────────  ─────────────────────
          Acme Europe         en・レベル3  KA1  FS2 31 +CS1 &FS3
          株式会社山田製作所  ja・レベル3  KA2                    なし 0
          各セル:主担当、その時間、次のステージから参加する人(+)、分担する人(&)。

        競合する取引先とそのKAM:
          • Machine makers: Acme Europe (KA1)、株式会社山田製作所 (KA2)

          メンバー  氏名      稼働可能時間   計画  稼働率
          ────────  ────────  ────────────  ─────  ──────
          FS2       佐藤 健          400.0  310.0    78 %
          CS1       Ben Hale         380.0    0.0     0 %

        理想との差の内訳:
          損失の種類         金額
          ──────────  ───────────
          引継ぎ        250,000円
          担当者なし  1,000,000円
          計          1,250,000円

        KAMの理由:
          • Acme Europe / KAM: KA1が担う。
          • 株式会社山田製作所 / KAM: KA2が担う。

        主担当の理由:
          • Acme Europe / クロージング: 佐藤 健がクロージングを主担当する。
          • 株式会社山田製作所 / アップセル/クロスセル: 担当できる人がいない。

        データから分からないため、次を仮定した:
          • 時間の85 %まで。
        """

    static let cellInEnglish = """
        Acme Europe Closing: 佐藤 健 (FS2)
        in the matrix for 2026Q2 · data as of 2026-03-31 · plan 01a20000-0000-7000-8000-000000000002

          • 佐藤 健 leads Closing.

        What the choice loses, of JPY 4,100,000 at stake:
          loss                 amount
          ──────────────  ───────────
          another region   JPY 30,000
          handoff         JPY 250,000
          together        JPY 280,000

        Who else could, the best first:
          member  name     loses more  takes  has left  fits
          ──────  ───────  ──────────  ─────  ────────  ────
          FS2     佐藤 健  JPY 42,000   31.0     120.5  yes

        Who may not:
          • Ben Hale is in Customer success.

        James Ascencio (FS3) at Acme Europe Closing: possible, at a cost
        in the matrix for 2026Q2 · data as of 2026-03-31 · plan 01a20000-0000-7000-8000-000000000002

          • It would lose JPY 70,000 more.

        What the best plan with it loses more (not proved best: at most 1.6 % from the best):
          loss                              amount
          ───────────────────────────  ───────────
          without the segment's skill   JPY 90,000
          handoff                      JPY -20,000
          together                      JPY 70,000

        What moves (1):
          account  stage    before  after        hours
          ───────  ───────  ──────  ─────  ───────────
          A1       Closing  FS1     FS2    31.0 → 15.0
        """

    static let cellInJapanese = """
        Acme Europeのクロージング:佐藤 健 (FS2)
        2026Q2 のマトリックス・データ基準日 2026-03-31・計画番号 01a20000-0000-7000-8000-000000000002

          • 佐藤 健がクロージングを主担当する。

        この選択の損失(かかる価値 4,100,000円)
          損失の種類       金額
          ──────────  ─────────
          地域違い     30,000円
          引継ぎ      250,000円
          計          280,000円

        ほかの候補(良い順):
          メンバー  氏名     損失の増加  必要時間  残り時間  収まるか
          ────────  ───────  ──────────  ────────  ────────  ────────
          FS2       佐藤 健    42,000円      31.0     120.5  はい

        担当できない人:
          • Ben Haleはカスタマーサクセス所属。

        Acme EuropeのクロージングにJames Ascencio(FS3):可能だが損失が増える
        2026Q2 のマトリックス・データ基準日 2026-03-31・計画番号 01a20000-0000-7000-8000-000000000002

          • 損失が70,000円増える。

        これを含む最良の計画で増える損失(最適性は未証明(最適値との差は最大1.6 %)):
          損失の種類             金額
          ────────────────  ─────────
          業種のスキルなし   90,000円
          引継ぎ            -20,000円
          計                 70,000円

        変わるセルとKAM(1件):
          取引先  ステージ      変更前  変更後         時間
          ──────  ────────────  ──────  ──────  ───────────
          A1      クロージング  FS1     FS2     31.0 → 15.0
        """
}
