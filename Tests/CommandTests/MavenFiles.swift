import Foundation
import TestSupport
import Testing

/// What the real files hold, read apart from kam.
enum MavenFiles {
    /// How many accounts name a parent.
    static func subsidiaries() throws -> Int {
        let path = try SharedData.path("crm/maven/accounts.csv")
        let text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
        let lines = text.split { $0.isNewline }
        let column = try #require(lines.first?.split(separator: ",").firstIndex { $0 == "subsidiary_of" })
        return lines.dropFirst().count { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            return fields.indices.contains(column) && !fields[column].isEmpty
        }
    }

    /// Weekdays of the first quarter of 2018: 23 in January, 20 in February, 22 in March, no holidays.
    static let weekdays = 65.0

    /// Hours of members in that quarter by hand: a fifth of the week on each weekday, less a fifth for administration.
    static let capacities: [(member: String, hours: Double, why: String)] = [
        ("FS02", weekdays * 38 / 5 * 0.8, "there all the time"),
        ("KAM-West-1", weekdays * 40 / 5 * 0.8, "there all the time"),
        // From 15 January to 9 February: four whole weeks.
        ("KAM-West-2", (weekdays - 20) * 40 / 5 * 0.8, "on leave"),
        // From 5 to 16 February and from 26 to 30 March.
        ("FS04", (weekdays - 15) * 32 / 5 * 0.8, "on leave twice"),
        // Until 16 February: 23 weekdays in January and 12 in February.
        ("FS12", 35 * 32 / 5 * 0.8, "leaves"),
        ("FS01", joined * 36 / 5 * 0.8, "came late"),
        ("FS08", joined * 32 / 5 * 0.8, "came late"),
        ("FS15", joined * 40 / 5 * 0.8, "came late"),
        ("FS22", joined * 38 / 5 * 0.8, "came late"),
        ("FS29", joined * 36 / 5 * 0.8, "came late"),
    ]

    /// Full days of those who came on 15 October 2017.
    ///
    /// Over 91 days the speed rises from a quarter to full. The 1st of January is their day 78, so ten weekdays are
    /// below full speed: days 78…82 and 85…89.
    private static let joined: Double = {
        let rampDays = [78.0, 79, 80, 81, 82, 85, 86, 87, 88, 89]
        return rampDays.reduce(weekdays - 10) { $0 + 0.25 + 0.75 * $1 / 91 }
    }()
}
