/** What the page says of images, in English. */
export const imagesEn = {
  "images.title": "Images",
  "images.attach": "Attach an image",
  "images.attaching": "Reading…",
  "images.hint":
    "Up to four. Or drop them here, or paste. Where and with what they were taken does not go along.",
  "images.full": "Four images are attached, more do not go: remove one first.",
  "images.unreadable": "This is no image that can be read here: take a JPEG, PNG or WebP file.",
  "images.lost": "Images that were attached and not saved went with the reload: attach them again.",
  "images.caption": "What it shows",
  "images.captionIn": "What it shows, in {language}",
  "images.remove": "Remove image {number}",
  "images.open": "Show large: {caption}",
  "images.unnamed": "Image {number}",
  "images.gone": "This image cannot be shown: it was taken back, or our node is not reached.",
  "images.octets": "{size} KB",
  "images.count": "one=1 image|other={count} images",
  "change.images": "Images",
} as const;
