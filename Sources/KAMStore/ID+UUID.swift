import KAMModel
import Postgres

extension ID {
    /// The id as the server keeps it.
    ///
    /// - Throws: `StoreError.notAnID` when the text is no UUID.
    var uuid: PostgresUUID {
        get throws(StoreError) {
            guard let uuid = PostgresUUID(raw) else { throw .notAnID(raw) }
            return uuid
        }
    }
}

extension Day {
    /// The day as the server keeps it.
    var postgres: PostgresDate { PostgresDate(days: Int32(ordinal) - PostgresDate.unixOffset) }

    /// Makes a day of what the server keeps.
    init(_ date: PostgresDate) {
        self.init(ordinal: Int(date.days + PostgresDate.unixOffset))
    }
}
