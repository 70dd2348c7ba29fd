extension String {
    /// The text of these scalars.
    ///
    /// The standard library's own way, a `UnicodeScalarView`, takes them one by one through protocols, which was a tenth of all work at a key.
    package init(scalars: [Unicode.Scalar]) {
        self.init(unsafeUninitializedCapacity: scalars.count * 4) { bytes in
            var count = 0
            for scalar in scalars {
                if scalar.isASCII {
                    bytes[count] = UInt8(truncatingIfNeeded: scalar.value)
                    count += 1
                } else {
                    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                        bytes[count] = byte
                        count += 1
                    }
                }
            }
            return count
        }
    }
}
