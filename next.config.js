/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // server/main.ts sits in front and compresses what it serves
  compress: true,
  devIndicators: false,
}

export default config
