/// One thing that stands between what was said and a legal request: data only, the words are the shell's.
package struct Problem: Error, Sendable, Hashable {
    /// The field it is about.
    package let field: FieldName
    /// What is wrong with it.
    package let reason: Reason

    /// Names the field and the reason.
    package init(_ field: FieldName, _ reason: Reason) {
        self.field = field
        self.reason = reason
    }

    /// Why a value, or a combination, is not legal.
    package enum Reason: Sendable, Hashable {
        /// Not one of the legal words; `nearest` is the likeliest of them, when one is near.
        case unknownWord(given: String, legal: [String], nearest: String?)
        /// Not a yes or a no.
        case notFlag(given: String)
        /// Neither a number in the range nor one of the words.
        case notSeed(given: String, range: ClosedRange<Int>)
        /// The API fixes the value.
        case fixed(given: String, value: String)
        /// Too many Unicode scalars after NFC; what is over begins `limit` scalars into `text`.
        case tooLong(text: String, count: Int, limit: Int)
        /// A NUL, at this scalar of the text: it would end the text early on its way.
        case nul(offset: Int)
        /// An address that is not http, https or data, or that has no host.
        case address(given: String, fault: AddressFault)
        /// A file that can't be a frame.
        case file(path: String, fault: FileFault)
        /// A number of images that is not two; only `set images` and the server can get there.
        case imageCount(Int)
        /// A required field without a value.
        case missing
        /// The size is real, but this model does not offer it.
        case sizeNotOffered(VideoSize, by: Model)
        /// The bytes of a `data:` URL of an earlier run were not kept.
        case forgottenPicture(PictureDigest)
        /// No prompt: the API page allows it; a newer page of the service does not.
        case emptyPrompt
        /// A picture so large that `data:` URLs of it are advised against: over 7 MB as a file.
        case heavyPicture(byteCount: Int)
        /// A picture that will be sent as a `data:` URL, which the API page does not name.
        case inlinePicture
    }

    /// Why an address is not taken.
    package enum AddressFault: Error, Sendable, Hashable {
        case scheme(String)
        case noHost
        /// A `file:` address without a whole path of this machine.
        case noPath
        case hasSpace
        case control
        case userInfo
        case notBase64
        case emptyData
        case notPicture
        case tooLarge(byteCount: Int)
    }

    /// Why a file is not taken.
    package enum FileFault: Error, Sendable, Hashable {
        case notFound
        case notRegular
        case unreadable
        case empty
        case notPicture
        case tooLarge(byteCount: Int)
        case changed
    }

    /// Whether a draft with this problem can still be sent: a remark, not an obstacle.
    package var isWarning: Bool {
        switch reason {
        case .emptyPrompt, .heavyPicture, .inlinePicture: true
        case .unknownWord, .notFlag, .notSeed, .fixed, .tooLong, .nul, .address, .file, .imageCount, .missing, .sizeNotOffered,
            .forgottenPicture:
            false
        }
    }
}
