import VideoAPI

extension PictureFault: CustomStringConvertible {
    /// What is wrong and what is taken instead, to stand after the picture's name: "images[0] is 9000x10: …".
    package var description: String {
        switch self {
        case .unknownFormat:
            "is not a picture of a known kind; \(PictureFormat.list) is taken"
        case .tooManyBytes(let count):
            "has \(count) bytes; at most \(PictureFormat.byteLimit) (10 MiB) are taken"
        case .side(let width, let height):
            "is \(width)x\(height); sides of 1 to \(PictureHead.sideLimit) pixels are taken"
        case .tooManyPixels(let width, let height):
            "is \(width)x\(height), \(width * height) pixels; at most \(PictureHead.pixelLimit) are taken"
        case .ratio(let width, let height):
            "is \(width)x\(height); a first frame may be at most \(PictureHead.ratioLimit) times as long one way as the other"
        case .damaged:
            "cannot be decoded: its data is damaged, cut short or an animation; save it again as one still picture"
        }
    }
}
