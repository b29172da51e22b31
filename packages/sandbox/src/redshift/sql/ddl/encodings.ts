/** How a column may be compressed. https://docs.aws.amazon.com/redshift/latest/dg/c_Compression_encodings.html */
export const ENCODINGS: ReadonlySet<string> = new Set(
  'auto az64 bytedict delta delta32k lzo mostly8 mostly16 mostly32 none raw runlength text255 text32k zstd'.split(
    ' ',
  ),
)
